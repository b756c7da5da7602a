import type { FlowContext } from '@/lib/context';
import { leaseEnd, newOwner, Prisma, type Tx } from '@/lib/db';
import { enrolmentLimits } from '@/lib/dotdigital';
import { documentOf, fetchAutomation, lockClaims, type StoredAutomation } from '../internal';
import { readConditions } from '../read-conditions';
import { askAgain, skip, type AskedAgain } from './ask-again';
import { batchLease, type HeldBatch } from './batch-lease';
import { freeCallAt } from './enrolment-allowance';

const { sql } = Prisma;

/** Whoever was asked once more per claim: those who are skipped make room for others. */
const askedAtOnce = 100;

export type ClaimedBatch = HeldBatch & { contactIds: number[] };

/** `again`: some were skipped, and others may be due. */
export type Claim = ClaimedBatch | 'none' | 'again';

/**
 * Stores a request with the people whom it carries before it leaves, asking each once more. All claims stand in one line, so that no
 * limit is passed by two that count at the same time.
 */
export async function claimBatch(
  ctx: FlowContext,
  integrationId: bigint,
  automationId: bigint,
  theirTime: Date,
): Promise<Claim> {
  const known = await fetchAutomation(ctx.db.prisma, automationId);
  const filter = await readConditions(ctx, known);
  if (filter === null) return 'none';
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await lockClaims(tx);
      const row = await fetchAutomation(tx, automationId);
      const automation = documentOf(row);
      if (row.state !== 'on' || row.version !== known.version || automation.action.kind !== 'enrol')
        return 'none';
      if ((await freeCallAt(ctx, tx, integrationId)) > ctx.now()) return 'none';
      const asked = await askAgain(ctx, tx, { row, automation, filter, limit: askedAtOnce });
      const skipped = await skip(ctx, tx, asked);
      const people = asked
        .filter(({ reason, contactId }) => reason === null && contactId !== null)
        .slice(0, enrolmentLimits.contacts);
      if (people.length === 0) return skipped > 0 ? 'again' : 'none';
      return storeBatch(ctx, tx, row, { programId: automation.action.programId, people, theirTime });
    },
    { timeout: 30_000, maxWait: 20_000 },
  );
}

async function storeBatch(
  ctx: FlowContext,
  tx: Tx,
  { id: automationId, integrationId }: StoredAutomation,
  { programId, people, theirTime }: { programId: number; people: AskedAgain[]; theirTime: Date },
): Promise<ClaimedBatch> {
  if (integrationId === null) throw new Error(`automation ${automationId} enrols nowhere`);
  const owner = newOwner();
  const sentAt = ctx.now();
  const [made] = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO automation_batches (automation_id, integration_id, program_id, row_count, sent_at, their_time, lease_owner, lease_until, fence)
    VALUES (${automationId}::bigint, ${integrationId}::bigint, ${programId}::int, ${people.length}::int, ${sentAt}::timestamptz,
      ${theirTime}::timestamptz, ${owner}, ${leaseEnd(batchLease)}, 1)
    RETURNING id`;
  const id = made?.id ?? 0n;
  const rows = people.map((one) => ({ id: String(one.id), contact: one.contactId }));
  await tx.$executeRaw`
    UPDATE automation_firings f SET state = 'sending', batch_id = ${id}::bigint, contact_id = s.contact, fired_at = ${sentAt}::timestamptz,
      attempt_count = f.attempt_count + 1, reason_code = NULL, reason_text = NULL
    FROM json_to_recordset(${JSON.stringify(rows)}::json) s(id bigint, contact int) WHERE f.id = s.id`;
  return {
    id,
    automationId,
    integrationId,
    programId,
    state: 'sending',
    dotdigitalId: null,
    sentAt,
    theirTime,
    lease: { row: sql`id = ${id}::bigint`, owner, fence: 1n },
    contactIds: [...new Set(people.flatMap(({ contactId }) => contactId ?? []))],
  };
}
