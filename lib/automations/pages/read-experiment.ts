import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { documentOf, fetchAutomation } from '../internal';
import type { ExperimentView } from '../schemas';
import { liftOf } from './lift';

type Counted = { part: 'treated' | 'control'; people: number; ordered: number };

/**
 * What became of those who were treated beside those who were held out: who of each ordered in the days after. Everybody counts on the
 * side that they were drawn to, also whom something stopped afterwards; whom something stopped before the draw is on neither.
 */
export async function readExperiment(ctx: Context, id: string): Promise<ExperimentView | null> {
  permit(ctx, 'automations.read');
  const row = await fetchAutomation(ctx.db.prisma, BigInt(id));
  const { orderDays } = documentOf(row).limits;
  const rows = await ctx.db.prisma.$queryRaw<Counted[]>`
    WITH drawn AS (
      SELECT DISTINCT ON (f.person_key) f.person_key, f.part, f.record_id, f.event_at FROM automation_firings f
      WHERE f.automation_id = ${row.id}::bigint AND f.part IS NOT NULL ORDER BY f.person_key, f.event_at, f.id)
    SELECT d.part, count(*)::int AS people, count(*) FILTER (WHERE EXISTS (
      SELECT FROM orders o WHERE o.record_id = d.record_id AND o.status IN ('pending', 'completed')
        AND o.placed_at > d.event_at AND o.placed_at <= d.event_at + make_interval(days => ${orderDays}::int)))::int AS ordered
    FROM drawn d GROUP BY d.part`;
  const of = (part: Counted['part']) => {
    const found = rows.find((one) => one.part === part);
    return { people: found?.people ?? 0, ordered: found?.ordered ?? 0 };
  };
  if (rows.length === 0) return null;
  const [treated, control] = [of('treated'), of('control')];
  return { treated, control, days: orderDays, lift: liftOf(treated, control) };
}
