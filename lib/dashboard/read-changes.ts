import type { Context } from '../context';
import { readInstallationDay } from '../crm';
import { countedDays } from './count-days';
import type { Changes, DayCounts, Moves } from './schemas';

type Row = {
  day: string;
  mailable: number | null;
  joined: number | null;
  left: number | null;
  optedOut: number | null;
  countedAt: Date | null;
};

/** The kept counts of the last 60 days and what comes of them. */
export async function readChanges(ctx: Context): Promise<Changes | null> {
  const { today } = await readInstallationDay(ctx.db.prisma, ctx.now());
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, k.mailable_count AS mailable, k.joined_count AS joined, k.left_count AS left,
      k.opted_out_count AS "optedOut", k.counted_at AS "countedAt"
    FROM generate_series(${today}::text::date - ${countedDays - 1}::int, ${today}::text::date, interval '1 day') AS d(day)
    LEFT JOIN daily_counts k ON k.day = d.day::date ORDER BY d.day`;
  const countedAt = rows.findLast((row) => row.countedAt !== null)?.countedAt;
  const mailable = rows.findLast((row) => row.mailable !== null)?.mailable;
  if (!countedAt || mailable === undefined || mailable === null) return null;
  const days = rows.map((row): DayCounts => ({
    day: row.day,
    mailable: row.mailable,
    joined: row.joined ?? 0,
    left: row.left ?? 0,
    optedOut: row.optedOut ?? 0,
  }));
  const before = days.slice(0, -2).findLast((day) => day.mailable !== null)?.mailable ?? null;
  return {
    days,
    mailable,
    mailableChange: before === null ? null : mailable - before,
    sinceYesterday: sumOf(days.slice(-2)),
    inAll: sumOf(days),
    countedAt: countedAt.toISOString(),
  };
}

const sumOf = (days: readonly DayCounts[]): Moves =>
  days.reduce(
    (sum, day) => ({
      joined: sum.joined + day.joined,
      left: sum.left + day.left,
      optedOut: sum.optedOut + day.optedOut,
    }),
    { joined: 0, left: 0, optedOut: 0 },
  );
