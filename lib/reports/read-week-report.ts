import { readSentWithin, type SentWithin } from '../campaigns';
import type { Context } from '../context';
import { readWeek, type WeekOfLists } from '../dashboard';
import { permit } from '../permissions';
import { startOfDay } from '../start-of-day';
import { addDays } from './report-week';

export type WeekReport = {
  /** The first and the last of its days. */
  from: string;
  to: string;
  zone: string;
  sent: SentWithin;
  before: SentWithin;
  lists: WeekOfLists;
};

/** The seven days before a Monday, as this person may see them. */
export async function readWeekReport(
  ctx: Context,
  { monday, zone }: { monday: string; zone: string },
): Promise<WeekReport> {
  permit(ctx, 'statistics.read');
  const from = addDays(monday, -7);
  const within = (plus: number): Promise<SentWithin> =>
    readSentWithin(ctx, { from: startOfDay(from, zone, plus), to: startOfDay(from, zone, plus + 7) });
  const [sent, before, lists] = await Promise.all([
    within(0),
    within(-7),
    readWeek(ctx, { monday: from, zone }),
  ]);
  return { from, to: addDays(monday, -1), zone, sent, before, lists };
}
