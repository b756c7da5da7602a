import { type Context, recordAudit } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { conflict, notFound } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { startOfDay } from '@/lib/start-of-day';
import { moneySettingKey, readBaseCurrency } from '../fields/base-currency';
import { readInstallationDay } from '../fields/installation-day';
import {
  BaseCurrency,
  type ExchangeRateRow,
  type MoneySettings,
  RateKey,
  SetExchangeRates,
} from './money-schemas';
import { oneAtATime } from './refresh-stats';

const maxShown = 2_000;

/** The base currency, and the rates into it. */
export async function getMoneySettings(ctx: Context): Promise<MoneySettings> {
  permit(ctx, 'crm.read');
  const baseCurrency = await readBaseCurrency(ctx.db.prisma);
  if (baseCurrency === null) return { baseCurrency, rates: [] };
  const rates = await ctx.db.prisma.$queryRaw<ExchangeRateRow[]>`
    SELECT currency, to_char(day, 'YYYY-MM-DD') AS day, trim_scale(rate)::text AS rate FROM exchange_rates
    WHERE base = ${baseCurrency} ORDER BY exchange_rates.day DESC, currency LIMIT ${maxShown}`;
  return { baseCurrency, rates };
}

/** Chooses it, or none. Every sum is counted again by the next pass, which asks what it was counted for (run-stats-pass.ts). */
export async function setBaseCurrency(ctx: Context, input: BaseCurrency): Promise<MoneySettings> {
  permit(ctx, 'crm.fields');
  const value = BaseCurrency.parse(input);
  await ctx.db.prisma.$transaction(async (tx) => {
    await oneAtATime(tx);
    const before = await readBaseCurrency(tx);
    if (before === value.baseCurrency) return;
    await tx.setting.upsert({
      where: { key: moneySettingKey },
      create: { key: moneySettingKey, value },
      update: { value },
    });
    await recordAudit(ctx, tx, {
      action: 'settings.base-currency',
      subjectType: 'settings',
      subjectId: moneySettingKey,
      detail: { from: before, to: value.baseCurrency },
    });
  });
  return getMoneySettings(ctx);
}

/** Sets rates into the base currency, by currency and day. The same again changes nothing. */
export async function setExchangeRates(ctx: Context, input: SetExchangeRates): Promise<{ changed: number }> {
  permit(ctx, 'crm.fields');
  const { rates } = SetExchangeRates.parse(input);
  return ctx.db.prisma.$transaction(async (tx) => {
    const base = await lockBase(tx);
    const own = rates.find(({ currency }) => currency === base);
    if (own) throw conflict(`One ${base} is one ${base}: the base currency has no rate.`);
    const last = new Map(rates.map((one) => [`${one.currency} ${one.day}`, one]));
    const column = (name: keyof (typeof rates)[number]): string[] =>
      [...last.values()].map((one) => one[name]);
    const changed = await tx.$queryRaw<RateKey[]>`
      INSERT INTO exchange_rates AS x (base, currency, day, rate, updated_at)
      SELECT ${base}, given.currency, given.day::date, given.rate::numeric(20, 10), ${ctx.now()}
      FROM unnest(${column('currency')}::text[], ${column('day')}::text[], ${column('rate')}::text[]) AS given (currency, day, rate)
      ON CONFLICT (base, currency, day) DO UPDATE SET rate = excluded.rate, updated_at = excluded.updated_at WHERE x.rate <> excluded.rate
      RETURNING currency, to_char(day, 'YYYY-MM-DD') AS day`;
    if (changed.length === 0) return { changed: 0 };
    await markOrders(ctx, tx, changed);
    await recordAudit(ctx, tx, {
      action: 'settings.exchange-rates',
      subjectType: 'settings',
      subjectId: moneySettingKey,
      detail: { base, rates: rates.slice(0, 50), changed: changed.length },
    });
    return { changed: changed.length };
  });
}

/** Takes one rate away: orders of its days are reckoned by the one before, or are left out. */
export async function deleteExchangeRate(ctx: Context, input: RateKey): Promise<void> {
  permit(ctx, 'crm.fields');
  const key = RateKey.parse(input);
  await ctx.db.prisma.$transaction(async (tx) => {
    const base = await lockBase(tx);
    const gone = await tx.$executeRaw`
      DELETE FROM exchange_rates WHERE base = ${base} AND currency = ${key.currency} AND day = ${key.day}::text::date`;
    if (gone === 0) throw notFound('exchange rate');
    await markOrders(ctx, tx, [key]);
    await recordAudit(ctx, tx, {
      action: 'settings.exchange-rate.delete',
      subjectType: 'settings',
      subjectId: moneySettingKey,
      detail: { base, ...key },
    });
  });
}

/** Whoever counts meanwhile waits, and then sees the new rates; orders stored before are seen by the marking. */
async function lockBase(tx: Tx): Promise<string> {
  await oneAtATime(tx);
  const base = await readBaseCurrency(tx);
  if (base === null) throw conflict('There is no base currency yet. Choose it before its rates.');
  return base;
}

/** Who has an order that one of these rates may reckon: of its currency, placed on its day or later. */
async function markOrders(ctx: Context, tx: Tx, rates: readonly RateKey[]): Promise<void> {
  const { zone } = await readInstallationDay(tx, ctx.now());
  const first = new Map<string, string>();
  for (const { currency, day } of rates) {
    const known = first.get(currency);
    if (known === undefined || day < known) first.set(currency, day);
  }
  const since = [...first.values()].map((day) => startOfDay(day, zone));
  await tx.$executeRaw`
    INSERT INTO record_stats_due (record_id, orders)
    SELECT DISTINCT o.record_id, TRUE FROM orders o
    JOIN unnest(${[...first.keys()]}::text[], ${since}::timestamptz[]) AS rate (currency, since) ON rate.currency = o.currency AND o.placed_at >= rate.since
    ORDER BY o.record_id
    ON CONFLICT (record_id) DO UPDATE SET orders = TRUE`;
}
