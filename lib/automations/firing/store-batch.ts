import type { FlowContext } from '@/lib/context';
import { leaseEnd, newOwner, Prisma, type Tx } from '@/lib/db';
import type { StoredAutomation } from '../internal';
import type { AskedAgain } from './ask-again';
import { batchLease, type HeldBatch } from './batch-lease';

const { sql } = Prisma;

type Carried = {
  /** null: messages. */
  programId: number | null;
  people: readonly AskedAgain[];
  /** Dotdigital's own time just before. */
  theirTime: Date;
};

/** A request and the people whom it carries, held by whoever stores it, before anything leaves. */
export async function storeBatch(
  ctx: Pick<FlowContext, 'now'>,
  tx: Tx,
  { id: automationId, integrationId }: StoredAutomation,
  { programId, people, theirTime }: Carried,
): Promise<HeldBatch> {
  if (integrationId === null) throw new Error(`automation ${automationId} reaches nobody through an account`);
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
  };
}
