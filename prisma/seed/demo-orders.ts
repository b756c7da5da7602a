import { type Db, Prisma } from '@/lib/db';
import { engagementSql, orderStatsSql } from '@/lib/crm/stats/refresh-stats';
import { readStatsFrame } from '@/lib/crm/stats/stats-settings';
import { chance } from './demo-people';

const DAY_MS = 86_400_000;

const articles: [sku: string, name: string, price: number][] = [
  ['BOOT-42', 'Walking boots', 139],
  ['TENT-2P', 'Tent for two', 289],
  ['SACK-30', 'Rucksack 30 l', 89.9],
  ['LAMP-01', 'Head lamp', 34.5],
  ['MUG-08', 'Enamel mug', 12],
  ['MAP-NW', 'Map of the north-west', 9.8],
  ['SOCK-M', 'Wool socks', 18.5],
  ['STOVE-1', 'Gas stove', 64],
  ['BAG-15', 'Sleeping bag', 174],
];

const currencies: Record<string, string> = { GB: 'GBP', SE: 'SEK', CZ: 'CZK', JP: 'JPY' };

/** Customers' orders and carts over the last two years, the same at every seed; some carts are open and left alone. */
export async function seedDemoOrders(db: Db, now = new Date()): Promise<void> {
  const next = chance(20261122);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const customers = await db.prisma.crmRecord.findMany({
    where: { entity: 'customer' },
    orderBy: { id: 'asc' },
    select: { id: true, country: true, createdAt: true },
  });
  const ago = (days: number): Date => new Date(today - Math.floor(days * 24 * 60) * 60_000);
  const basket = () =>
    Array.from({ length: 1 + Math.floor(next() * 3) }, (_, n) => {
      const [sku, name, unitPrice] = articles[Math.floor(next() * articles.length)] ?? [
        'MUG-08',
        'Enamel mug',
        12,
      ];
      return { n: n + 1, sku, name, quantity: 1 + Math.floor(next() ** 3 * 4), unitPrice };
    });
  const orders: Prisma.OrderCreateManyInput[] = [];
  const orderItems: Prisma.OrderItemCreateManyInput[] = [];
  const carts: Prisma.CartCreateManyInput[] = [];
  const cartItems: Prisma.CartItemCreateManyInput[] = [];
  const total = (items: ReturnType<typeof basket>): number =>
    Math.round(items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0) * 100) / 100;
  for (const customer of customers) {
    const currency = currencies[customer.country ?? ''] ?? 'EUR';
    const count = next() < 0.12 ? 0 : 1 + Math.floor(next() ** 2.2 * 9);
    for (let n = 0; n < count; n += 1) {
      const items = basket();
      const id = BigInt(orders.length + 1);
      const placedAt = ago(1 + next() ** 1.5 * 700);
      const roll = next();
      const status =
        roll < 0.88 ? 'completed' : roll < 0.93 ? 'pending' : roll < 0.97 ? 'cancelled' : 'refunded';
      orders.push({
        id,
        externalId: `demo-${id}`,
        recordId: customer.id,
        number: `N-${10_000 + Number(id)}`,
        status,
        currency,
        total: total(items),
        placedAt,
        createdAt: placedAt,
        updatedAt: placedAt,
      });
      orderItems.push(...items.map((item) => ({ orderId: id, ...item })));
    }
    if (next() > 0.22) continue;
    const items = basket();
    const id = BigInt(carts.length + 1);
    const touchedAt = ago(0.2 + next() ** 2 * 60);
    const status = next() < 0.55 ? 'open' : next() < 0.8 ? 'converted' : 'discarded';
    carts.push({
      id,
      externalId: `demo-${id}`,
      recordId: customer.id,
      status,
      currency,
      total: total(items),
      url: `https://shop.northwind.example/cart/${id}`,
      startedAt: touchedAt,
      touchedAt,
      createdAt: touchedAt,
      updatedAt: touchedAt,
    });
    cartItems.push(...items.map((item) => ({ cartId: id, ...item })));
  }
  await db.prisma.order.createMany({ data: orders });
  await db.prisma.orderItem.createMany({ data: orderItems });
  await db.prisma.cart.createMany({ data: carts });
  await db.prisma.cartItem.createMany({ data: cartItems });
  await db.pool.query(
    `SELECT setval(pg_get_serial_sequence(t, 'id'), greatest(1, n)) FROM (VALUES ('orders', $1::bigint), ('carts', $2::bigint)) s(t, n)`,
    [orders.length, carts.length],
  );
  await countDemoStats(db, now);
}

/** Computed fields of everyone, by the statements that keep them. */
async function countDemoStats(db: Db, now: Date): Promise<void> {
  const frame = await readStatsFrame(db.prisma, now);
  const everyone = Prisma.sql`SELECT id AS record_id FROM crm_records`;
  await db.prisma.$executeRaw(orderStatsSql(everyone, frame));
  await db.prisma.$executeRaw(engagementSql(everyone, frame));
}
