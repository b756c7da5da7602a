import type { FlowContext } from '@/lib/context';
import { Prisma } from '@/lib/db';
import type { StoredAutomation } from '../internal';

const { sql } = Prisma;

/** Looking takes at most a twentieth of the time; nobody waits longer than ten minutes. */
const timesItsCost = 20;
const leastSeconds = 30;
const mostSeconds = 600;

/** Of a: nobody has looked since it was changed or switched, or long enough ago. A clock that was set back is far away too. */
export const hasToBeLookedAt = (now: Date): Prisma.Sql => sql`NOT EXISTS (
  SELECT FROM automation_looks l
  WHERE l.automation_id = a.id AND l.version = a.version AND l.state_at IS NOT DISTINCT FROM a.state_at
    AND abs(extract(epoch FROM ${now}::timestamptz - l.looked_at)) < least(${mostSeconds}::int, greatest(${leastSeconds}::int, ${timesItsCost}::int * l.took_ms / 1000.0)))`;

/** Looks, and remembers for every worker when that was over and what it cost. */
export async function whileLooking<T>(
  ctx: FlowContext,
  { id, version, stateAt }: StoredAutomation,
  look: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const found = await look();
  const tookMs = Math.round(performance.now() - began);
  await ctx.db.prisma.$executeRaw`
    INSERT INTO automation_looks (automation_id, version, state_at, looked_at, took_ms)
    VALUES (${id}::bigint, ${version}::int, ${stateAt}::timestamptz, ${ctx.now()}::timestamptz, ${tookMs}::int)
    ON CONFLICT (automation_id) DO UPDATE SET version = EXCLUDED.version, state_at = EXCLUDED.state_at, looked_at = EXCLUDED.looked_at, took_ms = EXCLUDED.took_ms`;
  return found;
}
