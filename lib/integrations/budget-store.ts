import type { Db } from '../db';
import type { BudgetStore } from '../dotdigital';

/** When a window's end is known only from its last answer: a tier counts by the minute, the flat scheme by the hour. */
const windowOf = (tier: string): string => (tier === 'flat' ? '1 hour' : '1 minute');
const sameWindowSeconds = 5;

/**
 * What all workers of an integration share. One statement takes a call from the tier and from the flat counter, or from
 * neither; without a row no limit is known. `sharePercent` of a limit is ours: the rest is left to whoever else uses the account.
 * Times are the database's.
 */
export function createBudgetStore(
  { prisma }: Pick<Db, 'prisma'>,
  integrationId: bigint,
  sharePercent: number,
): BudgetStore {
  return {
    async take(tier) {
      const [row] = await prisma.$queryRaw<{ retry_in_ms: number | null }[]>`
        WITH held AS (
          SELECT tier, remaining - call_limit * ${100 - sharePercent}::int / 100 AS ours, reset_at <= clock_timestamp() AS over, reset_at
          FROM api_budgets WHERE integration_id = ${integrationId} AND tier IN (${tier}, 'flat') ORDER BY tier FOR UPDATE
        ), blocked AS (
          SELECT max(reset_at) AS until FROM held WHERE NOT over AND ours <= 0
        ), taken AS (
          UPDATE api_budgets b SET
            remaining = CASE WHEN held.over THEN b.call_limit ELSE b.remaining END - 1,
            reset_at = CASE WHEN held.over THEN clock_timestamp() + (CASE b.tier WHEN 'flat' THEN ${windowOf('flat')} ELSE ${windowOf(tier)} END)::interval
                            ELSE b.reset_at END,
            updated_at = clock_timestamp()
          FROM held, blocked
          WHERE b.integration_id = ${integrationId} AND b.tier = held.tier AND blocked.until IS NULL
        )
        SELECT (extract(epoch FROM until - clock_timestamp()) * 1000)::float8 AS retry_in_ms FROM blocked`;
      const wait = row?.retry_in_ms ?? null;
      return wait === null ? { ok: true } : { ok: false, retryAt: new Date(Date.now() + Math.max(wait, 50)) };
    },

    async learn(tier, { limit, remaining, resetAt }) {
      const inMs = Math.max(0, resetAt.getTime() - Date.now());
      // Answers overtake each other: inside one window the smaller number is the later one.
      await prisma.$executeRaw`
        INSERT INTO api_budgets AS b (integration_id, tier, call_limit, remaining, reset_at)
        VALUES (${integrationId}, ${tier}, ${limit}, ${remaining}, clock_timestamp() + ${inMs} * interval '1 millisecond')
        ON CONFLICT (integration_id, tier) DO UPDATE SET
          call_limit = excluded.call_limit,
          remaining = CASE WHEN abs(extract(epoch FROM excluded.reset_at - b.reset_at)) < ${sameWindowSeconds}
            THEN least(b.remaining, excluded.remaining) ELSE excluded.remaining END,
          reset_at = CASE WHEN abs(extract(epoch FROM excluded.reset_at - b.reset_at)) < ${sameWindowSeconds}
            THEN b.reset_at ELSE excluded.reset_at END,
          updated_at = clock_timestamp()`;
    },
  };
}
