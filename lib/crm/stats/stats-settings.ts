import { type Context, differences, recordAudit } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { type InstallationDay, readInstallationDay } from '../fields/installation-day';
import { readBaseCurrency } from '../fields/base-currency';
import { StatsSettings } from './stats-schemas';

const KEY = 'crm.stats';

/** What computed fields are counted by: the installation's day and currency, and how long an open cart may stay untouched. */
export type StatsFrame = InstallationDay & { now: Date; cartMinutes: number; base: string | null };

export async function readStatsFrame(db: Tx, now: Date): Promise<StatsFrame> {
  const [day, settings, base] = await Promise.all([
    readInstallationDay(db, now),
    readStatsSettings(db),
    readBaseCurrency(db),
  ]);
  return { ...day, now, base, cartMinutes: settings.cartAbandonedMinutes };
}

export async function readStatsSettings(db: Tx): Promise<StatsSettings> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  return StatsSettings.catch(StatsSettings.parse({})).parse(row?.value ?? {});
}

/** An open cart that was not touched since then is abandoned. */
export const abandonedBefore = ({ now, cartMinutes }: Pick<StatsFrame, 'now' | 'cartMinutes'>): Date =>
  new Date(now.getTime() - cartMinutes * 60_000);

/** The same, by the settings as they are. */
export async function readAbandonedBefore(db: Tx, now: Date): Promise<Date> {
  return abandonedBefore({ now, cartMinutes: (await readStatsSettings(db)).cartAbandonedMinutes });
}

/** What the settings page shows: the numbers that computed fields depend on. */
export async function getStatsSettings(ctx: Context): Promise<StatsSettings & { zone: string }> {
  permit(ctx, 'crm.fields');
  const [settings, { zone }] = await Promise.all([
    readStatsSettings(ctx.db.prisma),
    readInstallationDay(ctx.db.prisma, ctx.now()),
  ]);
  return { ...settings, zone };
}

/** Changes them; the next pass counts everyone again. */
export async function updateStatsSettings(ctx: Context, raw: StatsSettings): Promise<StatsSettings> {
  permit(ctx, 'crm.fields');
  const value = StatsSettings.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const before = await readStatsSettings(tx);
    await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
    await recordAudit(ctx, tx, {
      action: 'settings.update',
      subjectType: 'settings',
      subjectId: KEY,
      detail: { ...value, ...differences(before, value) },
    });
    return value;
  });
}
