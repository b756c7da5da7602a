import type { Context } from '../context';
import { readInstallationDay } from '../crm';
import { mailSetup } from '../mail';
import { weeklyReportKind } from '../users/schemas';

/** On Monday, by the clocks of the person. */
const atHour = 7;
/** What was missed is made up for until Wednesday is over; later it tells of a week that nobody asks about any more. */
const missedDays = 3;
const mostAtOnce = 100;

export const reportKey = (userId: bigint | string, monday: string): string =>
  `${weeklyReportKind}:${userId}:${monday}`;

/** Who wants the weekly report, whose Monday has come and for whom none of this week is stored yet. */
export async function findDueReports(ctx: Context): Promise<{ userId: string; monday: string }[]> {
  if (mailSetup(ctx) === null) return [];
  const now = ctx.now();
  const { zone } = await readInstallationDay(ctx.db.prisma, now);
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint; monday: string }[]>`
    SELECT u.id, to_char(w.monday, 'YYYY-MM-DD') AS monday FROM users u
    CROSS JOIN LATERAL (SELECT coalesce(u.time_zone, ${zone}::text) AS zone) z
    CROSS JOIN LATERAL (SELECT date_trunc('week', ${now}::timestamptz AT TIME ZONE z.zone) AS monday) w
    CROSS JOIN LATERAL (SELECT (w.monday + make_interval(hours => ${atHour}::int)) AT TIME ZONE z.zone AS begins,
      (w.monday + make_interval(days => ${missedDays}::int)) AT TIME ZONE z.zone AS ends) d
    WHERE u.weekly_report_since <= d.begins AND u.disabled_at IS NULL AND d.begins <= ${now}::timestamptz AND d.ends > ${now}::timestamptz
      AND NOT EXISTS (SELECT FROM mails m WHERE m.key = ${weeklyReportKind} || ':' || u.id || ':' || to_char(w.monday, 'YYYY-MM-DD'))
    ORDER BY u.id LIMIT ${mostAtOnce}`;
  return rows.map(({ id, monday }) => ({ userId: String(id), monday }));
}
