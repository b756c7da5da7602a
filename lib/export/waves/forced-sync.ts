import { countEveryoneSince } from '../../crm';
import type { Context } from '../../context';
import { hasVirtualFields } from '../../data-fields';
import { startOfDay } from '../../start-of-day';
import { dayIn } from '../../time-zone';
import type { ExportTarget } from '../load-target';
import type { PlanCounts } from '../schemas';

/**
 * Whether the forced sync of the day is to be made now: its time is past, no run has made it, and everyone's virtual fields were
 * counted anew since. Where they weren't, that is asked for here, and a later turn of the connection finds it done.
 */
export async function isForcedSyncDue(ctx: Context, target: ExportTarget): Promise<boolean> {
  const { forcedSync, forcedSyncAt } = target.settings;
  if (forcedSync === 'none') return false;
  const at = lastTimeOf(forcedSyncAt, target.timeZone, ctx.now());
  if (target.createdAt >= at) return false;
  if (
    forcedSync === 'virtual' &&
    !(await hasVirtualFields(ctx.db.prisma, target.integrationId, target.entity))
  )
    return false;
  const made = await ctx.db.prisma.wave.count({
    where: { connectionId: target.connectionId, kind: 'forced', syncRun: { startedAt: { gte: at } } },
  });
  return made === 0 && (await countEveryoneSince(ctx, at));
}

/** When it was that time last ("01:00") by the zone's clocks; on a day whose clocks change it may be an hour off. */
function lastTimeOf(time: string, zone: string, now: Date): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const on = (plus: number): Date =>
    new Date(startOfDay(dayIn(zone, now), zone, plus).getTime() + (hours * 60 + minutes) * 60_000);
  return on(0) <= now ? on(0) : on(-1);
}

const number = (value: number): string => value.toLocaleString('en-GB');

/** What its run says of it. */
export const sayForcedSync = ({ listed, update, add }: PlanCounts): string =>
  `Forced sync: virtual fields were counted anew for everyone, and ${number(listed)} of the list compared. Truly different from what Dotdigital holds: ${number(update)}; not in the book yet: ${number(add)}.`;
