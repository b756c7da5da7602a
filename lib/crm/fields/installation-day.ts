import type { Tx } from '@/lib/db';
import { dayIn, isTimeZone } from '@/lib/time-zone';

/** The day that days since, grids and lists that feed no account count from. */
export type InstallationDay = { zone: string; today: string };

/** The installation's time zone is that of the account connected first (of the active ones, else of any), else UTC. */
export async function readInstallationDay(db: Tx, at: Date): Promise<InstallationDay> {
  const integration = await db.integration.findFirst({
    where: { deletedAt: null, timeZone: { not: null } },
    orderBy: [{ active: 'desc' }, { id: 'asc' }],
    select: { timeZone: true },
  });
  const zone = integration?.timeZone && isTimeZone(integration.timeZone) ? integration.timeZone : 'UTC';
  return { zone, today: dayIn(zone, at) };
}
