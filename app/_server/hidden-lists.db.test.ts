import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { listAddressBooks, pageAddressBooks } from '@/lib/address-books';
import { getEmailCampaign } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { getRecordMarketing, previewMerge, recordTimeline } from '@/lib/crm';
import { readDashboard, searchEverything } from '@/lib/dashboard';
import { AppError } from '@/lib/errors';
import {
  acceptWhoLeft,
  getConnection,
  getListConnections,
  pageConnections,
  pauseConnection,
  putBackWhoLeft,
  requestReadBack,
} from '@/lib/connections';
import {
  approveHeldWave,
  cancelRun,
  connectList,
  disconnectList,
  previewConnection,
  requestSync,
  resumeConnection,
  sendAgain,
  updateConnection,
} from '@/lib/export';
import { ConnectListInput, UpdateConnectionInput } from '@/lib/connections/schemas';
import { PreviewInput } from '@/lib/export/schemas';
import { getIntegrationHealth } from '@/lib/integrations';
import {
  addMembers,
  archiveMarketingList,
  cloneMarketingList,
  compareLists,
  evaluateList,
  explainMembership,
  getListChange,
  getMarketingList,
  listGrowth,
  readListOptions,
  listMarketingLists,
  listMembers,
  listRemoved,
  countListable,
  createListOfShown,
  removedCsv,
  listGrid,
  markFavourite,
  memberGrid,
  membersCsv,
  moveToFolder,
  pageMarketingLists,
  previewUpdate,
  readListFormOptions,
  readListUses,
  readStaircase,
  removedGrid,
  removeMember,
} from '@/lib/marketing-lists';
import {
  exportRunOutcomes,
  getSyncRun,
  listRunOutcomes,
  listSyncRuns,
  pageRunOutcomes,
  pageSyncRuns,
} from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import {
  condition,
  connectList as joinToBook,
  createList,
  createPerson,
  filterOf,
} from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';

// A list that only its owner sees, and everything of the product that could tell of it.
let worlds = 0;

async function makeWorld() {
  worlds += 1;
  const name = `Quiet reorganisation ${worlds}`;
  const owner = await testContext({ role: 'marketer' });
  const stranger: Context = { ...(await testContext({ role: 'marketer' })), db: owner.db };
  const admin: Context = { ...(await testContext({ role: 'admin' })), db: owner.db };
  const { prisma } = owner.db;
  const ownerId = owner.actor.kind === 'person' ? BigInt(owner.actor.userId) : null;
  const [person, twin] = [
    await createPerson(prisma, { firstName: 'Ada', lastName: 'Byron', email: 'ada@quiet.example' }),
    await createPerson(prisma, { firstName: 'Ada', lastName: 'Byron' }),
  ];
  const hidden = await createList(prisma, {
    name,
    ownerId,
    ownerOnly: true,
    filter: filterOf(condition('lastName', 'is', 'Byron')),
  });
  await evaluateList(owner, hidden);
  const asking = await createList(prisma, {
    filter: filterOf(condition('lists', 'any_of', [String(hidden)])),
  });
  const asked = await createList(prisma, { filter: filterOf(condition('lastName', 'is', 'Byron')) });
  await prisma.marketingList.update({
    where: { id: hidden },
    data: {
      filter: filterOf(
        condition('lastName', 'is', 'Byron'),
        condition('lists', 'none_of', [String(asked)], { not: true }),
      ),
    },
  });
  const { integrationId, bookId, connectionId } = await joinToBook(prisma, hidden);
  await prisma.connection.update({
    where: { id: connectionId },
    data: { state: 'held', stateMessage: 'Too many would leave.' },
  });
  const run = await prisma.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId },
  });
  const wave = await prisma.wave.create({
    data: { connectionId, syncRunId: run.id, kind: 'regular', counts: { remove: 1 } },
  });
  const campaign = await prisma.emailCampaign.create({
    data: {
      integrationId,
      dotdigitalId: Math.floor(Math.random() * 1e9),
      name: 'Autumn',
      status: 'Sent',
      sentAt: new Date('2026-10-01T09:00:00Z'),
      books: { create: { addressBookId: bookId } },
    },
  });
  const text = (id: bigint): string => String(id);
  return {
    name,
    owner,
    stranger,
    admin,
    hidden: text(hidden),
    asking: text(asking),
    asked: text(asked),
    person: text(person),
    twin: text(twin),
    integrationId: text(integrationId),
    bookId: text(bookId),
    connection: text(connectionId),
    run: text(run.id),
    wave: text(wave.id),
    campaign: text(campaign.id),
  };
}

type World = Awaited<ReturnType<typeof makeWorld>>;

const firstPage = { after: null, limit: 50 };
const runs = parseTableQuery({}, {
  sortable: ['startedAt', 'integration', 'state'],
  filterable: {},
  defaultSort: { field: 'startedAt', direction: 'desc' },
} as const);
const outcomes = parseTableQuery({}, {
  sortable: ['n', 'email'],
  filterable: {},
  defaultSort: { field: 'n', direction: 'asc' },
} as const);
const books = parseTableQuery({}, {
  sortable: ['name', 'contacts', 'seenAt'],
  defaultSort: { field: 'name', direction: 'asc' },
} as const);

/** What answers with words: the owner reads the name in it, a stranger doesn't. */
const tellers: Record<string, (ctx: Context, w: World) => Promise<unknown>> = {
  'the palette': (ctx, w) => searchEverything(ctx, w.name.toLowerCase()),
  'the dashboard': (ctx) => readDashboard(ctx),
  'a record’s lists': (ctx, w) => getRecordMarketing(ctx, { id: w.person }),
  'a record’s timeline': (ctx, w) => recordTimeline(ctx, { id: w.person }),
  'a merge': (ctx, w) => previewMerge(ctx, { winnerId: w.twin, loserId: w.person }),
  'the runs': (ctx) => listSyncRuns(ctx, runs),
  'the runs by REST': (ctx) => pageSyncRuns(ctx, { ...firstPage, filter: {} }),
  'the books': (ctx, w) => listAddressBooks(ctx, BigInt(w.integrationId), books),
  'the books by REST': (ctx, w) => pageAddressBooks(ctx, { ...firstPage, integrationId: w.integrationId }),
  'an integration': (ctx, w) => getIntegrationHealth(ctx, { id: w.integrationId }),
  'a campaign': (ctx, w) => getEmailCampaign(ctx, w.campaign),
  'the lists': (ctx) => listMarketingLists(ctx, parseTableQuery({}, listGrid.table)),
  'the lists by REST': (ctx) => pageMarketingLists(ctx, { ...firstPage, filter: {} }),
  'lists to choose from': (ctx) => readListOptions(ctx),
  'the filter builder': (ctx) => readListFormOptions(ctx, { entity: 'contact', listId: null }),
  'what uses another list': (ctx, w) => readListUses(ctx, w.asked),
  'a filter that asks it': (ctx, w) => getMarketingList(ctx, w.asking),
  'why somebody is on another list': (ctx, w) =>
    explainMembership(ctx, { listId: w.asking, who: 'ada@quiet.example' }),
  'a refused archiving': (ctx, w) =>
    archiveMarketingList(ctx, { id: w.asked, version: 1 }).catch((error: AppError) => error.userMessage),
  'a refused book': (ctx, w) =>
    connectList(
      ctx,
      ConnectListInput.parse({ listId: w.asked, integrationId: w.integrationId, addressBookId: w.bookId }),
    ).catch((error: AppError) => error.userMessage),
};

/** What is asked for by id: to a stranger it was never there. */
const askedById: Record<string, (ctx: Context, w: World) => Promise<unknown>> = {
  getMarketingList: (ctx, w) => getMarketingList(ctx, w.hidden),
  listMembers: (ctx, w) => listMembers(ctx, w.hidden, parseTableQuery({}, memberGrid.table)),
  listRemoved: (ctx, w) => listRemoved(ctx, w.hidden, parseTableQuery({}, removedGrid.table)),
  removedCsv: (ctx, w) => removedCsv(ctx, w.hidden, parseTableQuery({}, removedGrid.table)),
  countListable: (ctx, w) => countListable(ctx, { kind: 'members', id: w.hidden, query: '' }),
  createListOfShown: (ctx, w) =>
    createListOfShown(ctx, {
      kind: 'removed',
      id: w.hidden,
      query: '',
      name: `Copied ${w.hidden} ${randomUUID()}`,
      entity: 'contact',
      expected: 0,
    }),
  membersCsv: (ctx, w) => membersCsv(ctx, w.hidden, parseTableQuery({}, memberGrid.table)),
  readStaircase: (ctx, w) => readStaircase(ctx, w.hidden),
  listGrowth: (ctx, w) => listGrowth(ctx, w.hidden),
  readListUses: (ctx, w) => readListUses(ctx, w.hidden),
  getListChange: (ctx, w) => getListChange(ctx, { id: w.hidden }),
  previewUpdate: (ctx, w) => previewUpdate(ctx, { id: w.hidden }),
  compareLists: (ctx, w) => compareLists(ctx, { a: w.asked, b: w.hidden }),
  explainMembership: (ctx, w) => explainMembership(ctx, { listId: w.hidden, who: 'ada@quiet.example' }),
  getListConnections: (ctx, w) => getListConnections(ctx, w.hidden),
  getConnection: (ctx, w) => getConnection(ctx, w.connection),
  previewConnection: (ctx, w) =>
    previewConnection(ctx, PreviewInput.parse({ listId: w.hidden, integrationId: w.integrationId })),
  getSyncRun: (ctx, w) => getSyncRun(ctx, { id: w.run }),
  pageRunOutcomes: (ctx, w) => pageRunOutcomes(ctx, { ...firstPage, runId: w.run, filter: {} }),
};

/** What changes it or its connection; nothing of these is let through to the end by the world above. */
const changes: Record<string, (ctx: Context, w: World) => Promise<unknown>> = {
  cloneMarketingList: (ctx, w) => cloneMarketingList(ctx, { id: w.hidden }),
  removeMember: (ctx, w) => removeMember(ctx, { listId: w.hidden, recordId: w.person, reason: '' }),
  addMembers: (ctx, w) => addMembers(ctx, { listId: w.hidden, recordIds: [w.person] }),
  archiveMarketingList: (ctx, w) => archiveMarketingList(ctx, { id: w.hidden, version: 1 }),
  markFavourite: (ctx, w) => markFavourite(ctx, { listId: w.hidden, favourite: true }),
  connectList: (ctx, w) =>
    connectList(
      ctx,
      ConnectListInput.parse({
        listId: w.hidden,
        integrationId: w.integrationId,
        newBook: { name: 'Mine', visibility: 'Private' },
      }),
    ),
  requestSync: (ctx, w) => requestSync(ctx, { id: w.connection }),
  requestReadBack: (ctx, w) => requestReadBack(ctx, { id: w.connection }),
  putBackWhoLeft: (ctx, w) => putBackWhoLeft(ctx, { id: w.connection }),
  acceptWhoLeft: (ctx, w) => acceptWhoLeft(ctx, { id: w.connection }),
  sendAgain: (ctx, w) => sendAgain(ctx, { id: w.connection, whose: 'everyone' }),
  pauseConnection: (ctx, w) => pauseConnection(ctx, { id: w.connection, reason: '' }),
  resumeConnection: (ctx, w) => resumeConnection(ctx, { id: w.connection }),
  approveHeldWave: (ctx, w) => approveHeldWave(ctx, { id: w.connection, waveId: w.wave }),
  updateConnection: (ctx, w) =>
    updateConnection(
      ctx,
      UpdateConnectionInput.parse({ id: w.connection, version: 1, addressBookId: w.bookId, options: {} }),
    ),
  cancelRun: (ctx, w) => cancelRun(ctx, { id: w.run }),
  disconnectList: (ctx, w) => disconnectList(ctx, { id: w.connection }),
};

/** Of these a reader may do what reading is. */
const readersMay = new Set(['cloneMarketingList', 'markFavourite']);

it('is named to its owner and to admins, and to nobody else anywhere', async () => {
  const world = await makeWorld();
  const told: Record<string, boolean[]> = {};
  for (const [where, ask] of Object.entries(tellers)) {
    told[where] = [];
    for (const ctx of [world.owner, world.admin, world.stranger])
      told[where].push(JSON.stringify(await ask(ctx, world)).includes(world.name));
  }
  expect(told).toEqual(Object.fromEntries(Object.keys(tellers).map((where) => [where, [true, true, false]])));
});

it('is to a stranger what never was, whatever is asked of it or done to it', async () => {
  const world = await makeWorld();
  expect((await pageConnections(world.stranger, { ...firstPage, filter: {} })).data).toEqual([]);
  const codes: Record<string, string> = {};
  const verbs = { ...askedById, ...changes };
  for (const [verb, ask] of Object.entries(verbs)) {
    codes[verb] = await ask(world.stranger, world).then(
      () => 'answered',
      (error: unknown) =>
        error instanceof AppError && !error.userMessage.includes(world.name) ? error.code : String(error),
    );
  }
  expect(codes).toEqual(Object.fromEntries(Object.keys(verbs).map((verb) => [verb, 'not_found'])));
});

it('its run’s people are nobody else’s to read', async () => {
  const world = await makeWorld();
  await world.owner.db.prisma.plannedChange.create({
    data: {
      waveId: BigInt(world.wave),
      n: 1,
      emailKey: 'ada@quiet.example',
      email: 'ada@quiet.example',
      action: 'remove',
      recordId: BigInt(world.person),
    },
  });
  const read = async (ctx: Context): Promise<[number, number]> => {
    let file = '';
    for await (const line of exportRunOutcomes(ctx, world.run, outcomes)) file += line;
    return [(await listRunOutcomes(ctx, world.run, outcomes)).total, file.trim().split('\n').length - 1];
  };
  expect(await read(world.owner)).toEqual([1, 1]);
  expect(await read(world.stranger)).toEqual([0, 0]);
});

it('a folder is not filled with what one may not see, and a list that one may only read is not changed, connected or synchronised', async () => {
  const world = await makeWorld();
  const { owner, stranger } = world;
  expect(await moveToFolder(stranger, { listIds: [world.hidden], folderId: null })).toEqual({
    moved: 0,
    kept: 1,
  });
  await owner.db.prisma.marketingList.update({
    where: { id: BigInt(world.hidden) },
    data: { ownerOnly: false },
  });
  for (const [verb, change] of Object.entries(changes)) {
    if (readersMay.has(verb)) continue;
    await expect(change(stranger, world), verb).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(
    await pageConnections(stranger, { ...firstPage, filter: { marketingListId: world.hidden } }),
  ).toMatchObject({ data: [{ id: world.connection }] });
  expect(await getListConnections(stranger, world.hidden)).toHaveLength(1);
});
