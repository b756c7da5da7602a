import { onTestFinished } from 'vitest';
import type { FlowContext } from '@/lib/context';
import type { DotdigitalClient, Page, WireActivity, WireClick, WireOpen } from '@/lib/dotdigital';
import { runImportPass } from '@/lib/import';
import { createIntegration, openDotdigital } from '@/lib/integrations';
import { testContext } from '@/prisma/test-context';
import { startSimulator } from '@/simulator/start';
import { createList } from './marketing-lists';
import { createRecords } from './records';
import { sandboxAccount } from './integrations';

type TruthContact = { id: number; email: string; status: string };
type SeenRequest = { method: string; path: string; status: number; faultId: string | null };

/** One account at the sandbox with one book whose people are also records and items of a list that feeds it. The clock stands. */
export async function importWorld(
  options: { people?: number; settings?: Record<string, unknown>; signal?: AbortSignal } = {},
) {
  const simulator = await startSimulator({
    port: 0,
    settings: {
      importSeconds: 0,
      deletionSeconds: 0,
      sendSeconds: 0,
      watchdog: { enabled: false },
      ...options.settings,
    },
  });
  onTestFinished(() => simulator.close());
  const ctx = await testContext({
    dotdigitalUrl: simulator.url,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const { prisma } = ctx.db;

  const control = async <T>(
    path: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<T> => {
    const answer = await fetch(`${simulator.url}/_control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const data = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`sandbox control ${path}: ${JSON.stringify(data)}`);
    return data;
  };

  await control('/clock', { speed: 0 });
  const made = await control<{ id: number }>('/address-books', {
    name: `Newsletter ${simulator.port}`,
    contacts: options.people ?? 25,
  });
  const bookId = made.id;
  const people = await control<TruthContact[]>(`/state/address-books/${bookId}/contacts`);

  const { id } = await createIntegration(ctx, sandboxAccount(`Account ${simulator.port} ${Date.now()}`));
  const integrationId = BigInt(id);
  const client = await openDotdigital(ctx, integrationId);
  onTestFinished(() => client.close());

  const world = {
    ctx,
    simulator,
    control,
    client,
    integrationId,
    bookId,
    people,
    listId: 0n,
    addressBookId: 0n,
    /** Later there: opens, clicks and whatever else is due. */
    advance: (time: string) => control('/clock', { advance: time }),
    run: (own: FlowContext = ctx) => runImportPass(own, integrationId, { trigger: 'schedule' }),
    /** What someone who was killed leaves behind runs out. */
    expireLease: () =>
      prisma.importLease.updateMany({ where: { integrationId }, data: { leaseUntil: new Date(0) } }),
    /** The list of exactly the book's people, connected to the book; imports the book first. */
    connect: async () => {
      await world.run();
      const book = await prisma.addressBook.findUniqueOrThrow({
        where: { integrationId_dotdigitalId: { integrationId, dotdigitalId: bookId } },
      });
      const records = await createRecords(prisma, people.length, (n) => ({
        email: people[n]?.email ?? null,
      }));
      world.listId = await createList(prisma);
      world.addressBookId = book.id;
      await prisma.listItem.createMany({
        data: records.map((record) => ({ listId: world.listId, recordId: record.id, inFilter: true })),
      });
      await prisma.connection.create({
        data: { listId: world.listId, integrationId, addressBookId: book.id },
      });
      return book.id;
    },
    send: async (name = 'Spring sale') => {
      const campaign = await control<{ id: number }>('/campaigns', { name, addressBookIds: [bookId] });
      await control('/clock', { advance: 'PT1S' });
      return campaign.id;
    },
    faults: (...rules: object[]) => control('/faults', rules),
    calmDown: () => control('/faults', undefined, 'DELETE'),
    requests: () => control<SeenRequest[]>('/requests?limit=100000'),
    clearRequests: () => control('/requests', undefined, 'DELETE'),
    lastRun: () =>
      prisma.syncRun.findFirstOrThrow({
        where: { integrationId },
        orderBy: { id: 'desc' },
        include: { logs: true },
      }),
    campaign: (dotdigitalId: number) =>
      prisma.emailCampaign.findUniqueOrThrow({
        where: { integrationId_dotdigitalId: { integrationId, dotdigitalId } },
        include: { totals: true, summary: true, marketingCampaign: true },
      }),
    marks: async () => {
      const items = await prisma.listItem.findMany({
        where: { listId: world.listId, unsubscribedAt: { not: null } },
      });
      const records = await prisma.crmRecord.findMany({
        where: { id: { in: items.map(({ recordId }) => recordId) } },
      });
      return items
        .map((item) => ({
          email: records.find(({ id: record }) => record === item.recordId)?.email,
          reason: item.unsubscribedReason,
          at: item.unsubscribedAt,
        }))
        .sort((a, b) => String(a.email).localeCompare(String(b.email)));
    },
    /** Sandbox and database beside each other, row by row. */
    compare: async (dotdigitalId: number) => ({
      truth: await truthOf(client, dotdigitalId),
      stored: await storedOf({ ctx, integrationId }, dotdigitalId),
    }),
  };
  return world;
}

export type ImportWorld = Awaited<ReturnType<typeof importWorld>>;

async function all<Row>(pages: AsyncIterable<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

const time = (at: Date | null): string | null => at?.toISOString() ?? null;
const sorted = (rows: readonly unknown[][]): string[] => rows.map((row) => JSON.stringify(row)).sort();

async function truthOf(client: DotdigitalClient, id: number) {
  const [activities, opens, clicks] = await Promise.all([
    all(client.activities(id)),
    all(client.opens(id)),
    all(client.clicks(id)),
  ]);
  return {
    recipients: sorted(
      activities.map((row: WireActivity) => [
        row.contactId,
        row.email,
        row.numOpens,
        row.numClicks,
        row.numReplies,
        row.numForwards,
        row.numPageViews,
        time(row.dateSent),
        time(row.dateFirstOpened),
        time(row.dateLastOpened),
        row.unsubscribed,
        row.softBounced,
        row.hardBounced,
      ]),
    ),
    opens: sorted(opens.map((row: WireOpen) => [row.contactId, time(row.dateOpened)])),
    clicks: sorted(clicks.map((row: WireClick) => [row.contactId, row.url, time(row.dateClicked)])),
  };
}

async function storedOf(world: { ctx: FlowContext; integrationId: bigint }, dotdigitalId: number) {
  const { prisma } = world.ctx.db;
  const campaign = { integrationId: world.integrationId, dotdigitalId };
  const [recipients, opens, clicks] = await Promise.all([
    prisma.campaignRecipient.findMany({ where: { campaign } }),
    prisma.campaignOpen.findMany({ where: { campaign } }),
    prisma.campaignClick.findMany({ where: { campaign } }),
  ]);
  return {
    recipients: sorted(
      recipients.map((row) => [
        row.dotdigitalContactId,
        row.emailKey,
        row.openCount,
        row.clickCount,
        row.replyCount,
        row.forwardCount,
        row.pageViewCount,
        time(row.sentAt),
        time(row.firstOpenedAt),
        time(row.lastOpenedAt),
        row.unsubscribed,
        row.softBounced,
        row.hardBounced,
      ]),
    ),
    opens: sorted(opens.map((row) => [row.dotdigitalContactId, time(row.openedAt)])),
    clicks: sorted(clicks.map((row) => [row.dotdigitalContactId, row.url, time(row.clickedAt)])),
  };
}
