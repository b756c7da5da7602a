import type { FlowContext } from '@/lib/context';
import { DotdigitalError, type DotdigitalClient } from '@/lib/dotdigital';
import { pauseByProduct } from '../pause-by-product';
import { changeBatch, whileBatchHeld } from './batch-lease';
import type { ClaimedBatch } from './claim-batch';
import { checkContacts } from './learn-contacts';
import { acceptBatch, refuseBatch, waitAgain } from './settle-batch';

/** Shorter than the lease: nobody has looked yet, and found nothing. */
const frozenMs = 15_000;

/** The request of a stored batch; false: nothing more is to be sent now. An answer that doesn't come is left to who follows the batch. */
export function sendBatch(ctx: FlowContext, client: DotdigitalClient, batch: ClaimedBatch): Promise<boolean> {
  return whileBatchHeld(ctx, batch, async (held) => {
    // Whoever froze here may have been overtaken by somebody who looks for an enrolment that would only come now.
    if (held.signal.aborted || held.now().getTime() - batch.sentAt.getTime() > frozenMs) return false;
    try {
      const { id } = await client.enrol(batch.programId, batch.contactIds);
      await changeBatch(held, batch, (tx) => acceptBatch(held, tx, batch.id, id));
      return true;
    } catch (error) {
      if (!(error instanceof DotdigitalError) || error.acted !== 'no') throw error;
      return refused(held, client, batch, error);
    }
  });
}

/** Dotdigital did nothing, and said why. */
async function refused(
  ctx: FlowContext,
  client: DotdigitalClient,
  batch: ClaimedBatch,
  error: DotdigitalError,
): Promise<boolean> {
  if (error.vendorCode === 'ERROR_CONTACT_NOT_FOUND') {
    const gone = await checkContacts(ctx, client, batch.id);
    await changeBatch(ctx, batch, async (tx) => {
      await refuseBatch(ctx, tx, batch.id, { code: 'not_at_dotdigital', text: null, only: gone });
      await waitAgain(ctx, tx, batch.id, 'refused', error.userMessage);
    });
    if (gone.length === 0) throw error;
    return true;
  }
  if (passes(error)) {
    const problem =
      error.vendorCode === 'ERROR_ENROLMENT_ALLOWANCE_EXCEEDED' ? 'allowance' : error.userMessage;
    await changeBatch(ctx, batch, (tx) => waitAgain(ctx, tx, batch.id, 'refused', problem));
    if (problem !== 'allowance') throw error;
    return false;
  }
  await changeBatch(ctx, batch, async (tx) => {
    await refuseBatch(ctx, tx, batch.id, { code: 'refused', text: error.userMessage, only: null });
  });
  await pauseByProduct(
    ctx,
    batch.automationId,
    `${error.userMessage} Those of the refused request can be tried again.`,
  );
  return true;
}

/** Has to do with the account, or passes by itself: nobody of the batch is to blame. */
const passes = ({ transient, kind }: DotdigitalError): boolean =>
  transient || ['stopped', 'credentials', 'region', 'host_not_allowed'].includes(kind);
