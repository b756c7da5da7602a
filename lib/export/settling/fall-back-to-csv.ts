import { DotdigitalError, type DotdigitalClient } from '../../dotdigital';
import { noteContactImport } from '../../integrations';
import { logRun } from '../../sync-runs';
import type { Session } from '../session';
import { fenced } from '../wave-lease';
import { noteProgress } from '../wave-records';

/** The v3 service itself isn't there, whatever the answer to the file was. */
export const isNotOffered = async (client: DotdigitalClient, error: unknown): Promise<boolean> =>
  error instanceof DotdigitalError &&
  (error.status === 404 || error.status === 403) &&
  !(await client.offersContactImport());

/** The account takes no contacts by v3 any more: what of the wave has not left goes as CSV files, and so do later waves. */
export async function fallBackToCsv(session: Session): Promise<void> {
  const { ctx, wave, target } = session;
  await fenced(ctx, wave, async (tx) => {
    await tx.exportBatch.updateMany({
      where: { waveId: wave.id, kind: 'import_v3', state: { in: ['prepared', 'sending'] } },
      data: { kind: 'import_v2', state: 'prepared' },
    });
    await noteContactImport(tx, target.integrationId, false);
    await logRun(
      tx,
      wave.runId,
      'warn',
      'The Dotdigital account no longer offers the v3 contact import, so people go as CSV files. Check Connection on the integration asks again.',
    );
    await noteProgress(session, tx);
  });
}
