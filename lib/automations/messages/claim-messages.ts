import type { FlowContext } from '@/lib/context';
import { messageOf, type MessageAction } from '../actions/message-actions';
import type { HeldBatch } from '../firing/batch-lease';
import { storeBatch } from '../firing/store-batch';
import { whileClaiming } from '../firing/while-claiming';
import type { AutomationDocument } from '../schemas';

/** So few that whoever waits behind them isn't kept long, and that a pause is soon heeded. */
const atOnce = 25;

export type ClaimedMessages = {
  batch: HeldBatch;
  automation: AutomationDocument;
  action: MessageAction;
  firingIds: bigint[];
};

/** Stores for whom a message is about to leave; `again`: some were skipped, and others may be due. */
export async function claimMessages(
  ctx: FlowContext,
  automationId: bigint,
): Promise<ClaimedMessages | 'none' | 'again'> {
  const claimed = await whileClaiming<ClaimedMessages | 'none' | 'again'>(ctx, automationId, {
    limit: atOnce,
    mayClaim: async (_, automation) => messageOf(automation.action) !== null,
    work: async (tx, { row, automation, people, skipped }) => {
      const action = messageOf(automation.action);
      if (people.length === 0 || action === null) return skipped > 0 ? 'again' : 'none';
      const batch = await storeBatch(ctx, tx, row, { programId: null, people, theirTime: ctx.now() });
      return { batch, automation, action, firingIds: people.map(({ id }) => id) };
    },
  });
  return claimed ?? 'none';
}
