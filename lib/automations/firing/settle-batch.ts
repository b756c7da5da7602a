import type { FlowContext } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';

const { sql } = Prisma;

type At = Pick<FlowContext, 'now'>;

const firstLookMs = 2_000;

const free = sql`lease_owner = NULL, lease_until = NULL`;

/** Dotdigital has taken it, under its own id. */
export async function acceptBatch(ctx: At, tx: Tx, id: bigint, dotdigitalId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE automation_batches SET state = 'accepted', dotdigital_id = ${dotdigitalId}, ${free},
      next_step_at = ${new Date(ctx.now().getTime() + firstLookMs)}::timestamptz WHERE id = ${id}::bigint`;
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'accepted' WHERE batch_id = ${id}::bigint AND state = 'sending'`;
}

export type Fault = { contactId: number; reason: string };

/** Dotdigital is done: whom it names was not enrolled, everyone else was. */
export async function finishBatch(ctx: At, tx: Tx, id: bigint, faults: readonly Fault[]): Promise<void> {
  const now = sql`${ctx.now()}::timestamptz`;
  await tx.$executeRaw`
    UPDATE automation_firings f SET state = (CASE WHEN s.reason IS NULL THEN 'done' ELSE 'failed' END)::firing_state,
      reason_code = s.reason, settled_at = ${now}
    FROM automation_firings own
    LEFT JOIN (
      SELECT contact, min(reason) AS reason FROM json_to_recordset(${JSON.stringify(
        faults.map(({ contactId, reason }) => ({ contact: contactId, reason })),
      )}::json) x(contact int, reason text) GROUP BY contact) s ON s.contact = own.contact_id
    WHERE own.id = f.id AND f.batch_id = ${id}::bigint AND f.state IN ('sending', 'accepted')`;
  await tx.$executeRaw`
    UPDATE automation_batches SET state = 'finished', ended_at = ${now}, next_step_at = NULL, ${free} WHERE id = ${id}::bigint`;
}

type Refusal = {
  code: string;
  text: string | null;
  /** Of these alone; null: of all. */ only: readonly bigint[] | null;
};

/** Nothing was done for them, and Dotdigital said why. */
export async function refuseBatch(ctx: At, tx: Tx, id: bigint, { code, text, only }: Refusal): Promise<void> {
  const whose = only === null ? Prisma.empty : sql`AND id = ANY(${[...only]}::bigint[])`;
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'failed', reason_code = ${code}, reason_text = ${text}, settled_at = ${ctx.now()}::timestamptz, fired_at = NULL
    WHERE batch_id = ${id}::bigint AND state = 'sending' ${whose}`;
  if (only === null) await endBatch(ctx, tx, id, 'refused', text ?? code);
}

/** Nothing was done for whoever is left of it, and they are to be tried again. */
export async function waitAgain(
  ctx: At,
  tx: Tx,
  id: bigint,
  end: 'refused' | 'lost',
  problem: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'waiting', batch_id = NULL, fired_at = NULL WHERE batch_id = ${id}::bigint AND state = 'sending'`;
  await endBatch(ctx, tx, id, end, problem);
}

/** Whether anything was done can't be found out. Nobody repeats it but a person. */
export async function loseSight(ctx: At, tx: Tx, id: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'unknown', reason_code = 'no_answer', settled_at = ${ctx.now()}::timestamptz
    WHERE batch_id = ${id}::bigint AND state IN ('sending', 'accepted')`;
  await endBatch(ctx, tx, id, 'finished', 'no answer');
}

async function endBatch(
  ctx: At,
  tx: Tx,
  id: bigint,
  state: 'refused' | 'lost' | 'finished',
  problem: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE automation_batches SET state = ${state}::text::automation_batch_state, problem = ${problem}, ended_at = ${ctx.now()}::timestamptz,
      next_step_at = NULL, ${free} WHERE id = ${id}::bigint`;
}
