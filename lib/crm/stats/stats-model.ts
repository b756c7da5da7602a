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
  const counted = currency === null ? [] : inCurrency(currency);
  const cents = counted.reduce((sum, one) => sum + Math.round(one.total * 100), 0);
  const carts = world.carts.filter(
    (one) =>
      one.recordId === person.id &&
      one.status === 'open' &&
      one.touchedAt.getTime() <= world.now.getTime() - world.cartMinutes * 60_000,
  );
  const cartAt = latest(carts.map((one) => one.touchedAt));
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
    lifetimeValue: cents / 100,
    orderCurrency: currency,
    averageOrder: counted.length === 0 ? null : Math.round(cents / counted.length) / 100,
    firstOrderAt: orders.reduce<Date | null>(
      (best, one) => (!best || one.placedAt < best ? one.placedAt : best),
      null,
    ),
    lastOrderAt,
    daysSinceLastOrder: daysAgo(lastOrderAt),
    abandonedCartValue: carts.find((one) => one.touchedAt.getTime() === cartAt?.getTime())?.total ?? null,
    abandonedCartAt: cartAt,
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
