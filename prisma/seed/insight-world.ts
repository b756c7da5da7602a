import type { FlowContext } from '@/lib/context';
import { pushInsight } from '@/lib/insight-data';
import type { InsightKind } from '@/lib/insight-data/schemas';
import { exportWorld } from './export-world';
import { createRecords } from './records';
import { shopOf } from './shop';

type Held = { key: string; json: Record<string, unknown>; ownerContactId: number };

const names = { orders: 'Orders', carts: 'CartInsight' };

/** An account at the sandbox with a connected book of customers, whose orders and carts go out. The clock is moved by hand. */
export async function insightWorld(options: { settings?: Record<string, unknown>; isOn?: boolean } = {}) {
  const world = await exportWorld({ settings: { insightSeconds: 0, ...options.settings } });
  const { ctx, control, integrationId } = world;
  const { prisma } = ctx.db;
  await world.connect();
  for (const kind of ['orders', 'carts'] as const)
    await prisma.insightCollection.create({ data: { integrationId, kind, active: options.isOn ?? true } });

  const basic = `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`;
  const more = {
    /** A customer in the book, or one whom Dotdigital knows and no book of ours holds. */
    customer: async (name: string, isInBook = true) => {
      const email = world.mail(name);
      const [person] = await createRecords(prisma, 1, { entity: 'customer', source: world.source, email });
      await control('/contacts', { contacts: [{ email }] });
      if (isInBook) await more.putInBook(email);
      return { id: person?.id ?? 0n, email };
    },
    putInBook: (emailKey: string, present = true) =>
      prisma.bookMember.upsert({
        where: { addressBookId_emailKey: { addressBookId: world.addressBookId, emailKey } },
        create: { addressBookId: world.addressBookId, emailKey, present, putThereByUs: true },
        update: { present },
      }),
    ...shopOf(ctx, world.source, () => '2026-11-20T10:00:00Z'),
    push: (kind: InsightKind = 'orders', own: FlowContext = ctx) => pushInsight(own, { integrationId, kind }),
    /** Until nothing waits and nothing is on its way, and the comparison after that finds nothing: what moved is sent once it was deleted. */
    rest: async (kind: InsightKind = 'orders') => {
      let restful = 0;
      for (let n = 0; n < 60; n += 1) {
        await more.leasesRunOut();
        await more.push(kind);
        const open = await prisma.insightItem.count({
          where: { integrationId, kind, state: { in: ['waiting', 'sending', 'accepted', 'leaving'] } },
        });
        const underWay = await prisma.insightBatch.count({
          where: { integrationId, kind, state: { in: ['sending', 'accepted'] } },
        });
        restful = open + underWay === 0 ? restful + 1 : 0;
        if (restful === 2) return;
        if (restful > 0) continue;
        await world.pass(n < 4 ? 5 : n < 20 ? 650 : 3_700);
        // Limits are counted by the database's clock, which nobody moves.
        await prisma.apiBudget.deleteMany({ where: { integrationId } });
      }
      const collection = await prisma.insightCollection.findMany({ where: { integrationId, kind } });
      throw new Error(`not at rest: ${collection[0]?.problem} ${JSON.stringify(await more.states(kind))}`);
    },
    items: (kind: InsightKind = 'orders') =>
      prisma.insightItem.findMany({ where: { integrationId, kind }, orderBy: { key: 'asc' } }),
    states: async (kind: InsightKind = 'orders') =>
      Object.fromEntries(
        (await more.items(kind)).map(({ key, state, reasonCode }) => [
          key.replace(`${world.source} `, ''),
          reasonCode === null ? state : `${state} ${reasonCode}`,
        ]),
      ),
    /** What Dotdigital holds: key → its document, and whose it is. */
    held: async (kind: InsightKind = 'orders') => {
      const answer = await fetch(`${world.simulator.url}/insightData/v3/contacts/${names[kind]}?limit=1000`, {
        headers: { authorization: basic },
      });
      if (answer.status === 404) return {};
      const { _items } = (await answer.json()) as { _items: Held[] };
      const contacts = await control<{ id: number; email: string }[]>('/state/contacts');
      const emailOf = new Map(contacts.map(({ id, email }) => [id, email]));
      return Object.fromEntries(
        _items.map(({ key, json, ownerContactId }) => [
          key.replace(`${world.source} `, ''),
          { email: emailOf.get(ownerContactId), json },
        ]),
      );
    },
    heldTotals: async () =>
      Object.fromEntries(
        Object.entries(await more.held()).map(([key, { email, json }]) => [
          key,
          `${email} ${Number(json.order_total)}`,
        ]),
      ),
    insightCalls: async () =>
      (await control<{ method: string; path: string; status: number }[]>('/requests')).filter(({ path }) =>
        /insightData|transactional-data/.test(path),
      ),
    leasesRunOut: () =>
      prisma.$executeRaw`UPDATE insight_collections SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`,
  };
  return { ...world, ...more };
}
export type InsightWorld = Awaited<ReturnType<typeof insightWorld>>;
