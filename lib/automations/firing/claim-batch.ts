import type { FlowContext } from '@/lib/context';
import { enrolmentLimits } from '@/lib/dotdigital';
import type { HeldBatch } from './batch-lease';
import { freeCallAt } from './enrolment-allowance';
import { storeBatch } from './store-batch';
import { whileClaiming } from './while-claiming';

/** Whoever was asked once more per claim. */
const askedAtOnce = 100;

export type ClaimedBatch = HeldBatch & { programId: number; contactIds: number[] };

/** `again`: some were skipped, and others may be due. */
export type Claim = ClaimedBatch | 'none' | 'again';

/** Stores a request with the people whom it carries before it leaves. */
export async function claimBatch(
  ctx: FlowContext,
  integrationId: bigint,
  automationId: bigint,
  theirTime: Date,
): Promise<Claim> {
  const claim = await whileClaiming<Claim>(ctx, automationId, {
    limit: askedAtOnce,
    mayClaim: async (tx, { action }) =>
      action.kind === 'enrol' && (await freeCallAt(ctx, tx, integrationId)) <= ctx.now(),
    work: async (tx, { row, automation: { action }, people: asked, skipped }) => {
      const people = asked.filter(({ contactId }) => contactId !== null).slice(0, enrolmentLimits.contacts);
      if (people.length === 0 || action.kind !== 'enrol') return skipped > 0 ? 'again' : 'none';
      const { programId } = action;
      const batch = await storeBatch(ctx, tx, row, { programId, people, theirTime });
      const contactIds = [...new Set(people.flatMap(({ contactId }) => contactId ?? []))];
      return { ...batch, programId, contactIds };
    },
  });
  return claim ?? 'none';
}
