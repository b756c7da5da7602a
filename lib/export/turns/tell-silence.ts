import { LeaseLost } from '../../db';
import { recordIntegrationSilence } from '../../integrations';
import { isRunSilent, noteSilence } from '../../sync-runs';
import type { WaveWork } from '../session';
import { fenced } from '../wave-lease';

/** The run, its connection and the account say that Dotdigital doesn't answer, and no longer once it does. Whoever was overtaken says nothing. */
export async function tellSilence({ ctx, target, wave }: WaveWork, since: Date | null): Promise<void> {
  try {
    if (since !== null || (await isRunSilent(ctx.db.prisma, wave.runId)))
      await fenced(ctx, wave, (tx) => noteSilence(tx, wave.runId, since));
    await recordIntegrationSilence(ctx, target.integrationId, since);
  } catch (error) {
    if (!(error instanceof LeaseLost)) ctx.log.warn({ err: error }, 'could not tell of Dotdigital’s silence');
  }
}
