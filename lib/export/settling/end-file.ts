import { settleImported, settleInFile } from '../../address-books';
import { valuesHash } from '../../data-fields';
import { Prisma, type Tx } from '../../db';
import { carried } from './carried-values';
import type { Batch } from '../next-step';
import { undoKind } from '../planning/plan-undo';
import type { WaveWork } from '../session';
import { settleRows } from './settle-rows';
import { asJson } from '../wave-records';

const { sql } = Prisma;

/** How a run calls a file. */
export const fileWords = ({ n, policies }: Batch): string =>
  ({
    clear: `file ${n}`,
    keep: `file ${n} (values that keep Dotdigital’s where they are empty)`,
    fill: `file ${n} (values that fill only where Dotdigital has none)`,
  })[policies[0] ?? 'clear'];

/**
 * One file of a batch is through; whoever it refused has their outcome. Behind the last one, so have those who were in the book. Before it,
 * what this file brought is known to be held, and the next one goes with whoever is left: killed in between, that is what is found.
 */
export async function endFile(
  { ctx, target, wave }: WaveWork,
  tx: Tx,
  batch: Batch,
  ended: { report: object | null } | null,
): Promise<void> {
  const at = ctx.now();
  const scope = {
    integrationId: target.integrationId,
    addressBookId: target.addressBookId,
    channel: target.channel,
    batchId: batch.id,
    at,
  };
  const report = ended?.report ? { report: asJson(ended.report) } : {};
  const [, ...policies] = batch.policies;
  if (policies.length > 0) {
    if (ended) await settleInFile(tx, { ...scope, carried: carried(batch), hashOf: valuesHash });
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: {
        ...report,
        policies,
        state: 'prepared',
        attempts: 0,
        pollCount: 0,
        nextPollAt: null,
        dotdigitalImportId: null,
      },
    });
    return;
  }
  await tx.exportBatch.update({
    where: { id: batch.id },
    data: { ...report, state: 'finished', finishedAt: at },
  });
  // An undo sends what it sets back, and nothing else of a person.
  const isPart = wave.kind === undoKind;
  if (isPart) await settleInFile(tx, { ...scope, carried: carried(batch), hashOf: valuesHash });
  await settleRows(tx, {
    batchId: batch.id,
    at,
    // Whether a newcomer is in the book is Dotdigital's own list of it to say (confirm-newcomers.ts).
    otherwise: sql`CASE action WHEN 'update' THEN 'updated' END`,
  });
  if (!isPart) await settleImported(tx, scope);
}
