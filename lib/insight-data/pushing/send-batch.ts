import type { FlowContext } from '@/lib/context';
import {
  DotdigitalError,
  type DotdigitalClient,
  type InsightApi,
  insightCollections,
} from '@/lib/dotdigital';
import { changeCollection, type HeldCollection } from './collection-lease';
import { acceptBatch, waitAgain } from './settle-batch';
import type { StagedBatch } from './stage-batch';

/** The request of a stored batch. An answer that doesn't come is left to who follows the batch; what is thrown keeps the next one back. */
export async function sendBatch(
  ctx: FlowContext,
  client: DotdigitalClient,
  held: HeldCollection & { api: InsightApi },
  { id, records }: StagedBatch,
): Promise<void> {
  if (ctx.signal.aborted) return;
  try {
    const importId = await client.importInsight({ api: held.api, ...insightCollections[held.kind] }, records);
    if (importId !== null) await changeCollection(ctx, held, (tx) => acceptBatch(ctx, tx, id, importId));
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.acted !== 'no') throw error;
    await changeCollection(ctx, held, (tx) =>
      waitAgain(ctx, tx, id, {
        state: 'refused',
        code: 'refused',
        problem: error.userMessage,
        // 403: the account may not, whatever the request carries.
        isToBlame: error.kind === 'refused' && error.status !== 403,
      }),
    );
    throw error;
  }
}
