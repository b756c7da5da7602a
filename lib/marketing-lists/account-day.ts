import type { Context } from '../context';
import type { DayFrame } from './filter-days';

/** Dates of a filter are days in the account's time zone: that of the first integration, else UTC. */
export async function accountDay(ctx: Pick<Context, 'db' | 'now'>): Promise<DayFrame> {
  const integration = await ctx.db.prisma.integration.findFirst({
    where: { deletedAt: null, timeZone: { not: null } },
    orderBy: [{ active: 'desc' }, { id: 'asc' }],
    select: { timeZone: true },
  });
  const zone = knownZone(integration?.timeZone);
  return { zone, today: dayIn(zone, ctx.now()) };
}

/** The calendar day of a moment, as year-month-day. */
export function dayIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}

const zones = new Set(Intl.supportedValuesOf('timeZone'));
const knownZone = (zone: string | null | undefined): string => (zone && zones.has(zone) ? zone : 'UTC');
