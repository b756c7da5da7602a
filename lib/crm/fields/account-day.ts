import type { Tx } from '@/lib/db';

/** The day that relative dates and days since count from, in the account's time zone. */
export type AccountDay = { zone: string; today: string };

/** Dates of lists and statistics are days in the account's time zone: that of the first integration, else UTC. */
export async function readAccountDay(db: Tx, at: Date): Promise<AccountDay> {
  const integration = await db.integration.findFirst({
    where: { deletedAt: null, timeZone: { not: null } },
    orderBy: [{ active: 'desc' }, { id: 'asc' }],
    select: { timeZone: true },
  });
  const zone = integration?.timeZone && isZone(integration.timeZone) ? integration.timeZone : 'UTC';
  return { zone, today: dayIn(zone, at) };
}

function dayIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}

/** By whichever of its names: Intl lists Asia/Calcutta and knows Asia/Kolkata as well. */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
