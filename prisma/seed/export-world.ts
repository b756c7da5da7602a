import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '@/lib/context';
import { createIntegration, openDotdigital } from '@/lib/integrations';
import { createAddressBook } from '@/lib/address-books';
import { refreshDataFields } from '@/lib/data-fields';
import { connectList, pushConnection } from '@/lib/export';
import { ConnectListInput } from '@/lib/connections/schemas';
import type { SettingValues } from '@/lib/settings/schemas';
import { startSimulator } from '@/simulator/start';
import { createList } from './marketing-lists';
import { createRecords } from './records';
import { sandboxAccount } from './integrations';
import { isOpenWave } from '@/lib/connections/live-connection';

export type TruthContact = { id: number; email: string; status: string; dataFields: Record<string, unknown> };
export type SeenRequest = { method: string; path: string; status: number };

const day = 86_400_000;

/** One account at the sandbox, one list that a tag decides, one book that it feeds. The clock is moved by hand. */
export async function exportWorld(
  options: {
    settings?: Record<string, unknown>;
    signal?: AbortSignal;
    dataDir?: string;
    transport?: SettingValues['transport'];
  } = {},
) {
  const simulator = await startSimulator({
    port: 0,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    settings: { importSeconds: 0, deletionSeconds: 0, watchdog: { enabled: false }, ...options.settings },
  });
  onTestFinished(() => simulator.close());
  const clock = { now: new Date() };
  const ctx = await testContext({
    dotdigitalUrl: simulator.url,
    now: () => new Date(clock.now),
    ...(options.signal ? { signal: options.signal } : {}),
  });

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

  const account = `Account ${simulator.port}`;
  // Ports are given out again, and the database is shared by the tests of a file and of those after it.
  await ctx.db.prisma.integration.updateMany({
    where: { name: account },
    data: { name: `${account} ${randomUUID()}` },
  });
  const { id } = await createIntegration(ctx, sandboxAccount(account));
  const integrationId = BigInt(id);
  if (options.transport)
    await ctx.db.prisma.setting.create({
      data: { key: `dotdigital:${id}`, value: { transport: options.transport } },
    });
  const client = await openDotdigital(ctx, integrationId);
  onTestFinished(() => client.close());
  await refreshDataFields(ctx, client, integrationId);
  const book = await createAddressBook(ctx, client, {
    integrationId: id,
    name: `Book ${simulator.port}`,
    visibility: 'Private',
  });
  const { dotdigitalId } = await ctx.db.prisma.addressBook.findUniqueOrThrow({
    where: { id: BigInt(book.id) },
  });
  const source = `world-${simulator.port}-${Math.random().toString(36).slice(2, 8)}`;
  const listId = await createList(ctx.db.prisma, {
    filter: {
      version: 1,
      root: {
        kind: 'group',
        combinator: 'all',
        rules: [{ kind: 'condition', field: 'source', operator: 'is', value: source }],
      },
    },
  });

  const world = {
    ctx,
    clock,
    control,
    simulator,
    integrationId,
    listId,
    source,
    dotdigitalId,
    addressBookId: BigInt(book.id),
    client,
    connectionId: 0n,
    /** An address that no other world has. */
    mail: (name: string) => `${name}@${source}.example`,
    people: (count: number, overrides: Parameters<typeof createRecords>[2] = {}) =>
      createRecords(ctx.db.prisma, count, (n) => ({
        source,
        ...(typeof overrides === 'function' ? overrides(n) : overrides),
      })),
    connect: async () => {
      const { connectionId } = await connectList(
        ctx,
        ConnectListInput.parse({ listId: String(listId), integrationId: id, addressBookId: book.id }),
      );
      world.connectionId = BigInt(connectionId);
      return world.connectionId;
    },
    /** Lets time pass here and there. */
    pass: async (seconds: number) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
      await control('/clock', { advance: `PT${seconds}S` });
    },
    /** Six in the morning of the next day, in UTC: no midnight but the one that is meant comes between what follows. */
    untilMorning: async () => {
      const now = clock.now.getTime();
      await world.pass((Math.ceil(now / day) * day + day / 4 - now) / 1000);
    },
    /** Slices until nothing is under way any more; `cycles` bounds them. */
    settle: async (own: FlowContext = ctx, cycles = 40) => {
      for (let n = 0; n < cycles; n += 1) {
        await pushConnection(own, world.connectionId);
        if (!(await world.openWave())) return;
        await world.pass(6);
      }
      throw new Error('the wave did not settle');
    },
    /** What somebody who was killed or stands still held is nobody's any more, as it is half a minute later. */
    leasesRunOut: async () => {
      const { wave, importLease } = ctx.db.prisma;
      const data = { leaseUntil: new Date(0) };
      const leaseOwner = { not: null };
      await wave.updateMany({ where: { connectionId: world.connectionId, leaseOwner }, data });
      await importLease.updateMany({ where: { integrationId: world.integrationId, leaseOwner }, data });
    },
    /** The next turn of the schedule, to its end. */
    nextCycle: async (own: FlowContext = ctx) => {
      await world.pass(241);
      await world.settle(own);
    },
    openWave: () =>
      ctx.db.prisma.wave.findFirst({
        where: { connectionId: world.connectionId, ...isOpenWave },
      }),
    /** Who is in the book, by address: in what order a plan writes people down, and so in which they come there, is nobody's promise. */
    book: async () =>
      (await control<TruthContact[]>(`/state/address-books/${dotdigitalId}/contacts`)).toSorted(
        (one, other) => (one.email < other.email ? -1 : 1),
      ),
    emails: async () => (await world.book()).map(({ email }) => email),
    /** Calls that change something at Dotdigital, since the log was last cleared. */
    writes: async () => {
      const calls = await control<SeenRequest[]>('/requests');
      return calls.filter(({ method, path }) => method !== 'GET' && /^\/(v2|contacts\/v3)\//.test(path));
    },
    clearRequests: () => control('/requests', {}, 'DELETE'),
    connection: () => ctx.db.prisma.connection.findUniqueOrThrow({ where: { id: world.connectionId } }),
    lastRun: () =>
      ctx.db.prisma.syncRun.findFirstOrThrow({
        where: { connectionId: world.connectionId },
        orderBy: { id: 'desc' },
      }),
    changes: (where: object = {}) =>
      ctx.db.prisma.plannedChange.findMany({
        where: { wave: { connectionId: world.connectionId }, ...where },
        orderBy: [{ waveId: 'asc' }, { n: 'asc' }],
      }),
  };
  return world;
}

export type ExportWorld = Awaited<ReturnType<typeof exportWorld>>;
