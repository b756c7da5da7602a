import type { FlowContext } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { enrolmentLimits } from '@/lib/dotdigital';

const hourMs = 3_600_000;
/** Somebody else used the account's allowance up: not asked again sooner. */
const strangersPauseMs = 5 * 60_000;

type Calls = { times: Date[]; refusedAt: Date | null };

/** Requests of the account in the last hour, newest first. What a clock that ran ahead has stored counts as well. */
export async function readCalls(
  ctx: Pick<FlowContext, 'now'>,
  tx: Tx,
  integrationId: bigint,
): Promise<Calls> {
  const rows = await tx.$queryRaw<{ sentAt: Date; isRefused: boolean; byAllowance: boolean }[]>`
    SELECT sent_at AS "sentAt", state = 'refused' AS "isRefused", coalesce(problem = 'allowance', FALSE) AS "byAllowance"
    FROM automation_batches
    WHERE integration_id = ${integrationId}::bigint AND program_id IS NOT NULL AND sent_at > ${ctx.now()}::timestamptz - interval '1 hour' ORDER BY sent_at DESC, id DESC`;
  return {
    times: rows.filter(({ isRefused }) => !isRefused).map(({ sentAt }) => sentAt),
    refusedAt: rows.find(({ byAllowance }) => byAllowance)?.sentAt ?? null,
  };
}

/** When the next request may leave; a time that has passed: now. */
export async function freeCallAt(
  ctx: Pick<FlowContext, 'now'>,
  tx: Tx,
  integrationId: bigint,
): Promise<Date> {
  return nextCallAt(await readCalls(ctx, tx, integrationId), ctx.now());
}

export function nextCallAt({ times, refusedAt }: Calls, now: Date): Date {
  const oldest = times[enrolmentLimits.perHour - 1];
  const byUs = oldest === undefined ? now : new Date(oldest.getTime() + hourMs);
  const byStrangers = refusedAt === null ? now : new Date(refusedAt.getTime() + strangersPauseMs);
  return byUs > byStrangers ? byUs : byStrangers;
}

/**
 * When the last of so many requests will have left, if nobody comes in between: those that are free now at once, then as those of the
 * last hour fall out of it.
 */
export function lastCallAt({ times, refusedAt }: Calls, count: number, now: Date): Date {
  const sent = [...times].reverse();
  let at = now;
  for (let n = 0; n < count; n += 1) {
    const next = nextCallAt({ times: [...sent].reverse(), refusedAt }, at);
    at = next > at ? next : at;
    sent.push(at);
  }
  return at;
}
