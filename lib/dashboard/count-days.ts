import type { Context } from '../context';
import { readInstallationDay, recordSource, type InstallationDay } from '../crm';
import { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { readFilter } from '../filters';
import { bandFilter, engagementBands } from '../filters/schemas';
import { permit } from '../permissions';
import { mailableAddresses } from '../standing';
import { joinedPlaces, leftPlaces, optOutsSince } from './moves';

const { sql } = Prisma;

export const countedDays = 60;
/** What was logged on the last of these may still come in: a long evaluation commits with the moment at which it began. */
const openDays = 3;
const everyMinutes = 15;

export async function areCountsDue(ctx: Context): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - everyMinutes * 60_000);
  return (await ctx.db.prisma.dailyCount.count({ where: { countedAt: { gt: since } }, take: 1 })) === 0;
}

/**
 * Keeps what the dashboard shows of the last 60 days. Each statement counts anew and stores the outcome, so it may be repeated,
 * overlap and be killed. Days are those of the installation.
 */
export async function countDays(ctx: Context): Promise<void> {
  permit(ctx, 'crm.write');
  const day = await readInstallationDay(ctx.db.prisma, ctx.now());
  await countMoves(ctx, day);
  await countOptOuts(ctx, day);
  await countMailable(ctx, day);
  for (const entity of CrmEntity.options) await countBands(ctx, entity);
}

const daysUpTo = ({ today }: InstallationDay, count: number): Prisma.Sql => sql`
  SELECT d::date AS day FROM generate_series(${today}::text::date - ${count - 1}::int, ${today}::text::date, interval '1 day') d`;

const beginOf = (day: Prisma.Sql, { zone }: InstallationDay): Prisma.Sql =>
  sql`((${day})::timestamp AT TIME ZONE ${zone}::text)`;

/** The last days, and any of the 60 that nobody has counted yet. */
async function countMoves(ctx: Context, day: InstallationDay): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    WITH asked AS MATERIALIZED (
      ${daysUpTo(day, openDays)} UNION (${daysUpTo(day, countedDays)} EXCEPT SELECT k.day FROM daily_counts k)),
    moves AS (
      SELECT (e.at AT TIME ZONE ${day.zone}::text)::date AS day, ${joinedPlaces} AS joined, ${leftPlaces} AS gone
      FROM list_events e WHERE e.at >= ${beginOf(sql`SELECT min(asked.day) FROM asked`, day)} GROUP BY 1)
    INSERT INTO daily_counts (day, joined_count, left_count, counted_at)
    SELECT a.day, coalesce(m.joined, 0), coalesce(m.gone, 0), ${ctx.now()}::timestamptz FROM asked a LEFT JOIN moves m ON m.day = a.day ORDER BY a.day
    ON CONFLICT (day) DO UPDATE SET joined_count = EXCLUDED.joined_count, left_count = EXCLUDED.left_count, counted_at = EXCLUDED.counted_at`;
}

/** All 60 days: a file or Dotdigital may tell late of what somebody said long ago. */
async function countOptOuts(ctx: Context, day: InstallationDay): Promise<void> {
  const from = beginOf(sql`${day.today}::text::date - ${countedDays - 1}::int`, day);
  await ctx.db.prisma.$executeRaw`
    WITH said AS (${optOutsSince(from)}),
    daily AS (SELECT (at AT TIME ZONE ${day.zone}::text)::date AS day, count(DISTINCT who)::int AS n FROM said GROUP BY 1)
    UPDATE daily_counts k SET opted_out_count = coalesce(d.n, 0)
    FROM (${daysUpTo(day, countedDays)}) a LEFT JOIN daily d ON d.day = a.day
    WHERE k.day = a.day AND k.opted_out_count <> coalesce(d.n, 0)`;
}

async function countMailable(ctx: Context, { today }: InstallationDay): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    UPDATE daily_counts SET mailable_count = (SELECT count(*)::int FROM (${mailableAddresses()}) reached) WHERE day = ${today}::text::date`;
}

async function countBands(ctx: Context, entity: CrmEntity): Promise<void> {
  const counts: number[] = [];
  for (const band of engagementBands) {
    const filter = await readFilter(ctx, entity, bandFilter(band));
    if (!filter.ok) throw new Error(`the band ${band} can't be read: ${filter.problems[0]?.message}`);
    const [row] = await ctx.db.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${recordSource} WHERE ${filter.where}`;
    counts.push(row?.count ?? 0);
  }
  const [activeCount = 0, coolingCount = 0, sleepingCount = 0] = counts;
  const kept = { activeCount, coolingCount, sleepingCount, countedAt: ctx.now() };
  await ctx.db.prisma.engagementCount.upsert({
    where: { entity },
    create: { entity, ...kept },
    update: kept,
  });
}
