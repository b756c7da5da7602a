/** For tests: computed fields the plainest way, one person at a time, to hold the SQL against. */
export type ModelOrder = {
  externalId: string;
  recordId: string;
  status: string;
  currency: string;
  total: number;
  placedAt: Date;
};
export type ModelCart = {
  externalId: string;
  recordId: string;
  status: string;
  currency: string;
  total: number;
  touchedAt: Date;
};
export type ModelActivity = {
  campaignId: string;
  contactId: number;
  emailKey: string;
  sentAt: Date;
  opens: number;
  lastOpenedAt: Date | null;
  bounced: boolean;
  clicks: Date[];
};
export type ModelWorld = {
  orders: ModelOrder[];
  carts: ModelCart[];
  activities: ModelActivity[];
  zone: string;
  now: Date;
  cartMinutes: number;
  base: string | null;
  rates: { base: string; currency: string; day: string; rate: string }[];
};

const dayMs = 86_400_000;
const dayNumber = (at: Date, zone: string): number =>
  Date.parse(
    `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)}T00:00:00Z`,
  ) / dayMs;

const latest = (times: (Date | null)[]): Date | null =>
  times.reduce<Date | null>((best, at) => (at && (!best || at > best) ? at : best), null);

export function modelStats(person: { id: string; emailKey: string | null }, world: ModelWorld) {
  const today = dayNumber(world.now, world.zone);
  const daysAgo = (at: Date | null): number | null =>
    at ? Math.max(today - dayNumber(at, world.zone), 0) : null;
  const orders = world.orders.filter(
    (one) => one.recordId === person.id && ['pending', 'completed'].includes(one.status),
  );
  const currencies = [...new Set(orders.map((one) => one.currency))].sort();
  const inCurrency = (code: string) => orders.filter((one) => one.currency === code);
  const currency = currencies.reduce<string | null>(
    (best, code) => (best === null || inCurrency(code).length > inCurrency(best).length ? code : best),
    null,
  );
  const money = modelMoney(orders, currency, world);
  const cart = latestCart(person, world);
  const lastOrderAt = latest(orders.map((one) => one.placedAt));
  const acts = world.activities.filter((one) => person.emailKey !== null && one.emailKey === person.emailKey);
  const arrived = acts.filter((one) => !one.bounced);
  const lately = arrived.filter((one) => today - dayNumber(one.sentAt, world.zone) <= 365);
  const lastOpenAt = latest(acts.map((one) => one.lastOpenedAt));
  const lastClickAt = latest(acts.flatMap((one) => one.clicks));
  const recent = daysAgo(latest([lastOpenAt, lastClickAt]));
  const shares =
    lately.length === 0
      ? 0
      : Math.floor(
          (40 * lately.filter((one) => one.opens > 0).length +
            30 * lately.filter((one) => one.clicks.length > 0).length) /
            lately.length,
        );
  return {
    orderCount: orders.length,
    ...money,
    orderCurrency: currency,
    firstOrderAt: orders.reduce<Date | null>(
      (best, one) => (!best || one.placedAt < best ? one.placedAt : best),
      null,
    ),
    lastOrderAt,
    daysSinceLastOrder: daysAgo(lastOrderAt),
    abandonedCartValue: cart?.total ?? null,
    abandonedCartCurrency: cart?.currency ?? null,
    abandonedCartAt: cart?.touchedAt ?? null,
    lastSentAt: latest(acts.map((one) => one.sentAt)),
    lastOpenAt,
    lastClickAt,
    receivedCount: arrived.length,
    openedCount: acts.filter((one) => one.opens > 0).length,
    clickedCount: acts.filter((one) => one.clicks.length > 0).length,
    engagementScore:
      shares + (recent === null || recent >= 365 ? 0 : Math.floor((30 * (365 - recent)) / 365)),
  };
}

/** Of two touched in the same moment the one that came in later. */
function latestCart(person: { id: string }, world: ModelWorld): ModelCart | undefined {
  const abandoned = world.carts.filter(
    (one) =>
      one.recordId === person.id &&
      one.status === 'open' &&
      one.touchedAt.getTime() <= world.now.getTime() - world.cartMinutes * 60_000,
  );
  return abandoned.reduce<ModelCart | undefined>(
    (best, one) => (best && one.touchedAt < best.touchedAt ? best : one),
    undefined,
  );
}

const unit = 10n ** 10n;
const tenths = (rate: string): bigint => {
  const [whole = '0', rest = ''] = rate.split('.');
  return BigInt(whole) * unit + BigInt(rest.padEnd(10, '0'));
};
/** Halves go up: there is nothing below 0 here. */
const divided = (sum: bigint, by: bigint): number => Number((2n * sum + by) / (2n * by)) / 100;

/** Exact, in whole cents times ten decimals of a rate. */
function modelMoney(orders: ModelOrder[], main: string | null, { base, rates, zone }: ModelWorld) {
  const rateOf = (order: ModelOrder): bigint | null => {
    if (base === null) return order.currency === main ? unit : null;
    if (order.currency === base) return unit;
    const on = dayNumber(order.placedAt, zone);
    const known = rates
      .filter(
        (one) => one.base === base && one.currency === order.currency && Date.parse(one.day) / dayMs <= on,
      )
      .sort((a, b) => (a.day < b.day ? 1 : -1))[0];
    return known ? tenths(known.rate) : null;
  };
  const cents = (order: ModelOrder): bigint => BigInt(Math.round(order.total * 100));
  const added = orders.filter((one) => rateOf(one) !== null);
  const sum = added.reduce((total, one) => total + cents(one) * (rateOf(one) ?? 0n), 0n);
  const left = new Map<string, bigint>();
  for (const one of orders)
    if (rateOf(one) === null) left.set(one.currency, (left.get(one.currency) ?? 0n) + cents(one));
  const words = [...left]
    .filter(([, amount]) => amount > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, amount]) => `${Number(amount) / 100} ${code}`);
  return {
    lifetimeValue: divided(sum, unit),
    lifetimeValueCurrency: orders.length === 0 ? null : (base ?? main),
    lifetimeValueLeftOut: words.length === 0 ? null : words.join(', '),
    averageOrder: added.length === 0 ? null : divided(sum, unit * BigInt(added.length)),
  };
}
