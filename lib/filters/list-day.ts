import type { Context } from '@/lib/context';
import { liveConnection } from '@/lib/connections/live-connection';
import { type InstallationDay, readInstallationDay } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import { dayIn } from '@/lib/time-zone';
import type { DaySource } from './day-source';
import type { DayFrame } from './filter-days';

/** The day of what belongs to no list: grids of lists, computed fields. */
export const installationDay = (ctx: Pick<Context, 'db' | 'now'>): Promise<InstallationDay> =>
  readInstallationDay(ctx.db.prisma, ctx.now());

/** Of the accounts that a list (by its id) feeds, the one connected longest; an account that tells no zone is passed over. */
const accountOf = (listId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT i.time_zone, i.name FROM connections c JOIN integrations i ON i.id = c.integration_id
  WHERE c.list_id = ${listId} AND ${liveConnection('c')} AND i.deleted_at IS NULL AND i.time_zone IS NOT NULL
  ORDER BY c.created_at, c.id LIMIT 1`;

/** Over marketing_lists l: the zone that its days are counted in. */
export const zoneOfList = (installation: string): Prisma.Sql =>
  Prisma.sql`coalesce(l.time_zone, (SELECT time_zone FROM (${accountOf(Prisma.sql`l.id`)}) account), ${installation}::text)`;

export type DayOptions = {
  listId?: bigint | null;
  /** As somebody has just chosen it; null: none. Left out: as the list has it. */
  timeZone?: string | null;
};

type Asked = { chosen: string | null; account: string | null; name: string | null };

/**
 * The day that a list's filter counts from: in the zone chosen in the list; else in that of the account that it feeds, of several the
 * one connected longest; else in the installation's.
 */
export async function listDay(
  ctx: Pick<Context, 'db' | 'now'>,
  { listId = null, timeZone }: DayOptions,
): Promise<DayFrame> {
  const [installation, [list]] = await Promise.all([
    installationDay(ctx),
    listId === null
      ? ([] as Asked[])
      : ctx.db.prisma.$queryRaw<Asked[]>`
          SELECT l.time_zone AS chosen, a.time_zone AS account, a.name
          FROM marketing_lists l LEFT JOIN LATERAL (${accountOf(Prisma.sql`l.id`)}) a ON TRUE WHERE l.id = ${listId}::bigint`,
  ]);
  const chosen = timeZone === undefined ? (list?.chosen ?? null) : timeZone;
  const day = (zone: string, source: DaySource): DayFrame => ({
    zone,
    today: dayIn(zone, ctx.now()),
    source,
  });
  if (chosen !== null) return day(chosen, { kind: 'list' });
  if (list?.account) return day(list.account, { kind: 'account', name: list.name ?? '' });
  return day(installation.zone, { kind: 'installation' });
}
