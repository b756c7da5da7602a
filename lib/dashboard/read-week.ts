import type { Context } from '../context';
import { Prisma } from '../db';
import { may, permit } from '../permissions';
import { startOfDay } from '../start-of-day';
import { findAttention } from './find-attention';
import { joinedPlaces, leftPlaces, optOutsSince } from './moves';
import type { Attention, Moves } from './schemas';

/** Seven days of somebody's calendar; `monday` is the first of them. */
export type Week = { monday: string; zone: string };

export type WeekOfLists = {
  moves: Moves;
  movesBefore: Moves;
  /** As last counted in the week, and in the one before; null: nobody counted then. */
  mailable: number | null;
  mailableBefore: number | null;
  /** What waits for someone now; null: not for this role. */
  attention: Attention[] | null;
};

/** How the lists grew in a week beside the week before, by the calendar of whoever asks. */
export async function readWeek(ctx: Context, week: Week): Promise<WeekOfLists> {
  permit(ctx, 'statistics.read');
  const [moves, movesBefore, mailable, mailableBefore, attention] = await Promise.all([
    readMoves(ctx, week, 0),
    readMoves(ctx, week, -7),
    readMailable(ctx, week, 0),
    readMailable(ctx, week, -7),
    may(ctx.actor, 'connections.read') ? findAttention(ctx) : null,
  ]);
  return { moves, movesBefore, mailable, mailableBefore, attention };
}

async function readMoves(ctx: Context, { monday, zone }: Week, plus: number): Promise<Moves> {
  const [from, to] = [startOfDay(monday, zone, plus), startOfDay(monday, zone, plus + 7)];
  const [[places], [said]] = await Promise.all([
    ctx.db.prisma.$queryRaw<{ joined: number; left: number }[]>`
      SELECT ${joinedPlaces} AS joined, ${leftPlaces} AS left FROM list_events e
      WHERE e.at >= ${from}::timestamptz AND e.at < ${to}::timestamptz`,
    ctx.db.prisma.$queryRaw<{ optedOut: number }[]>`
      SELECT count(DISTINCT (said.who, (said.at AT TIME ZONE ${zone}::text)::date))::int AS "optedOut"
      FROM (${optOutsSince(Prisma.sql`${from}::timestamptz`)}) said WHERE said.at < ${to}::timestamptz`,
  ]);
  return { joined: places?.joined ?? 0, left: places?.left ?? 0, optedOut: said?.optedOut ?? 0 };
}

async function readMailable(ctx: Context, { monday }: Week, plus: number): Promise<number | null> {
  const [day] = await ctx.db.prisma.$queryRaw<{ mailable: number }[]>`
    SELECT mailable_count AS mailable FROM daily_counts
    WHERE day >= ${monday}::text::date + ${plus}::int AND day < ${monday}::text::date + ${plus + 7}::int AND mailable_count IS NOT NULL
    ORDER BY day DESC LIMIT 1`;
  return day?.mailable ?? null;
}
