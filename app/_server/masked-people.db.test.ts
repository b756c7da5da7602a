import { beforeAll, expect, test } from 'vitest';
import { knownPeopleCsv, knownPeopleGrid, listKnownPeople } from '@/lib/address-books';
import {
  campaignFeed,
  getEmailCampaign,
  listRecipients,
  personEngagement,
  readRecipientAsk,
  recipientGrid,
  recipientsCsv,
} from '@/lib/campaigns';
import { getListConnections } from '@/lib/connections';
import { readingOnly, type Context } from '@/lib/context';
import {
  countRecords,
  exportRecords,
  getRecordMarketing,
  getRecordNow,
  getRecordPage,
  listPurchases,
  listRecords,
  readGrid,
  recordTimeline,
} from '@/lib/crm';
import { readDashboard, searchEverything } from '@/lib/dashboard';
import { listRefusals } from '@/lib/export';
import {
  evaluateList,
  explainMembership,
  getMarketingList,
  listGrid,
  listMarketingLists,
  listMembers,
  listRemoved,
  listResponse,
  memberGrid,
  membersCsv,
  readListUses,
  readStaircase,
  removedCsv,
  removedGrid,
  removeMember,
} from '@/lib/marketing-lists';
import {
  exportRunOutcomes,
  getSyncRun,
  listRunOutcomes,
  listSyncRuns,
  outcomeGrid,
  runGrid,
} from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import { changeViewerSight } from '@/lib/users';
import { connectList, createList, createPerson } from '@/prisma/seed/marketing-lists';
import { apiRoutes } from '../api/v1/_routes';
import { testApi, type TestApi } from '../api/v1/test-api';

// Law L21: no road on which a viewer reads people tells who they are, nor lets somebody find out by asking.

const ada = {
  email: 'ada.wintergarten@zanzibar-mail.example',

  firstName: 'Adelheid',
  lastName: 'Wintergarten',
  phone: '+44 20 7946 0817',
  phoneE164: '+442079460817',
  street: '12 Quitten Lane',
  postalCode: 'QX9 7ZZ',
  externalId: 'EXT-55512',
  birthday: new Date('1987-06-05'),
};
const secrets = /adelheid|wintergarten|zanzibar|7946|quitten|qx9|55512|1987/i;

type World = Record<'contact' | 'list' | 'run' | 'campaign' | 'integration' | 'book' | 'connection', string>;

let world: World;
let api: TestApi;
/** As a page or a GET route hands it on. */
let viewer: Context;

beforeAll(async () => {
  api = await testApi({ role: 'viewer' });
  const { ctx, person } = api;
  const { prisma } = ctx.db;
  await changeViewerSight(ctx, { seesPeople: true });
  viewer = readingOnly({
    ...person,
    actor: { ...person.actor, seesPeople: 'by reading' } as Context['actor'],
  });
  const [contact, gone] = [
    await createPerson(prisma, ada),
    await createPerson(prisma, {
      ...ada,
      email: 'x.wintergarten@zanzibar-mail.example',
    }),
  ];
  const list = await createList(prisma, { name: 'Spring guests' });
  await evaluateList(ctx, list);
  await removeMember(ctx, { listId: String(list), recordId: String(gone), reason: '' });
  const { integrationId, bookId, connectionId } = await connectList(prisma, list);
  const run = await prisma.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId, state: 'finished' },
  });
  const wave = await prisma.wave.create({
    data: { connectionId, syncRunId: run.id, kind: 'regular', counts: { add: 1 } },
  });
  await prisma.plannedChange.create({
    data: {
      waveId: wave.id,
      n: 1,
      emailKey: ada.email,
      email: ada.email,
      name: 'Adelheid Wintergarten',
      recordId: contact,
      action: 'add',
      outcome: 'rejected',
      reasonCode: 'refused',
      reasonText: `${ada.email} was refused`,
    },
  });
  await prisma.bookMember.create({
    data: {
      addressBookId: bookId,
      emailKey: ada.email,
      recordId: contact,
      present: true,
      heldValues: { FIRSTNAME: 'Adelheid' },
      sentAt: ctx.now(),
    },
  });
  await prisma.dotdigitalContact.create({
    data: { integrationId, emailKey: ada.email, dotdigitalId: 7, status: 'Subscribed' },
  });
  const campaign = await prisma.emailCampaign.create({
    data: {
      integrationId,
      dotdigitalId: 4711,
      name: 'Autumn',
      status: 'Sent',
      sentAt: new Date('2026-10-01T09:00:00Z'),
      books: { create: { addressBookId: bookId } },
    },
  });
  const of = { campaignId: campaign.id, dotdigitalContactId: 7, emailKey: ada.email };
  await prisma.campaignRecipient.create({
    data: { ...of, openCount: 1, clickCount: 1, sentAt: campaign.sentAt },
  });
  await prisma.campaignOpen.create({ data: { ...of, openedAt: new Date('2026-10-01T10:00:00Z') } });
  await prisma.campaignClick.create({
    data: {
      ...of,
      clickedAt: new Date('2026-10-01T10:01:00Z'),
      url: `https://shop.example/?who=${encodeURIComponent(ada.email)}`,
      urlHash: Buffer.alloc(16, 1),
    },
  });
  await prisma.recordChange.create({
    data: {
      recordId: contact,
      field: 'lastName',
      before: 'Wintergarten-Alt',
      after: 'Wintergarten',
      origin: 'person',
    },
  });
  await prisma.consent.create({
    data: { recordId: contact, state: 'given', origin: 'form', consentAt: ctx.now() },
  });
  const text = (id: bigint): string => String(id);
  world = {
    contact: text(contact),
    list: text(list),
    run: text(run.id),
    campaign: text(campaign.id),
    integration: text(integrationId),
    book: text(bookId),
    connection: text(connectionId),
  };
});

const idsOf = (path: string): string =>
  path
    .replace('/contacts/{id}', `/contacts/${world.contact}`)
    .replace('/marketing-lists/{id}', `/marketing-lists/${world.list}`)
    .replace('/connections/{id}', `/connections/${world.connection}`)
    .replace('/sync-runs/{id}', `/sync-runs/${world.run}`)
    .replace('/email-campaigns/{id}', `/email-campaigns/${world.campaign}`)
    .replace('{entity}', 'contact')
    .replaceAll(/\{\w+\}/g, world.integration);

test('no answer of the REST API to a viewer tells who somebody is, and the people are there', async () => {
  const reads = apiRoutes.filter(({ method }) => method === 'GET');
  const answered: string[] = [];
  for (const { path } of reads) {
    const answer = await api.call('GET', idsOf(path));
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
    expect(answer.text.match(secrets), path).toBeNull();
    if (answer.status === 200) answered.push(path);
  }
  expect(answered).toEqual(
    expect.arrayContaining([
      '/contacts',
      '/contacts/{id}',
      '/contacts/{id}/timeline',
      '/marketing-lists/{id}/members',
      '/email-campaigns/{id}/recipients',
      '/sync-runs/{id}/outcomes',
    ]),
  );
  expect((await api.call('GET', `/marketing-lists/${world.list}/members`)).text).toContain(
    'a•••@z•••.example',
  );
  expect((await api.call('GET', `/contacts/${world.contact}`)).text).toContain('•••17');
});

const ask = parseTableQuery;
const searched = { q: 'winterg' };

/** What stands behind pages, their moving parts and their files. */
const readers: Record<string, (ctx: Context, w: World) => unknown> = {
  records: async (ctx) => {
    const { query, asked } = await readGrid(ctx, { entity: 'contact', params: {} });
    return [
      await listRecords(ctx, { entity: 'contact', query, more: asked }),
      await countRecords(ctx, 'contact'),
    ];
  },
  'records as a file': async (ctx) => {
    const { query } = await readGrid(ctx, { entity: 'contact', params: {} });
    return exportRecords(ctx, { entity: 'contact', query });
  },
  'a record': async (ctx, w) => {
    const page = await getRecordPage(ctx, { id: w.contact, entity: 'contact' });
    return [page, await personEngagement(ctx, page.record.emailKey ?? '')];
  },
  'a record now': (ctx, w) => getRecordNow(ctx, { id: w.contact, since: ctx.now().toISOString() }),
  'where a record stands': (ctx, w) => getRecordMarketing(ctx, { id: w.contact }),
  'a timeline': (ctx, w) => recordTimeline(ctx, { id: w.contact }),
  purchases: (ctx, w) => listPurchases(ctx, { id: w.contact, kind: 'order' }),
  lists: (ctx) => listMarketingLists(ctx, ask({}, listGrid.table)),
  'a list': async (ctx, w) => [
    await getMarketingList(ctx, w.list),
    await readListUses(ctx, w.list),
    await readStaircase(ctx, w.list),
    await listResponse(ctx, w.list),
    await getListConnections(ctx, w.list),
  ],
  members: (ctx, w) => listMembers(ctx, w.list, ask({}, memberGrid.table)),
  'members by name': (ctx, w) => listMembers(ctx, w.list, ask({ sort: 'email' }, memberGrid.table)),
  'members as a file': async (ctx, w) => (await membersCsv(ctx, w.list, ask({}, memberGrid.table))).lines,
  'who was taken off': (ctx, w) => listRemoved(ctx, w.list, ask({}, removedGrid.table)),
  'who was taken off as a file': async (ctx, w) =>
    (await removedCsv(ctx, w.list, ask({}, removedGrid.table))).lines,
  'why somebody is on a list': (ctx, w) => explainMembership(ctx, { listId: w.list, who: w.contact }),
  runs: (ctx) => listSyncRuns(ctx, ask({}, runGrid.table)),
  'a run': (ctx, w) => getSyncRun(ctx, { id: w.run }),
  'rows of a run': (ctx, w) => listRunOutcomes(ctx, w.run, ask({}, outcomeGrid.table)),
  'rows of a run as a file': (ctx, w) => exportRunOutcomes(ctx, w.run, ask({}, outcomeGrid.table)),
  'refusals of a run': (ctx, w) => listRefusals(ctx, { id: w.run }),
  'a campaign': (ctx, w) => getEmailCampaign(ctx, w.campaign),
  'people of a campaign': (ctx, w) =>
    listRecipients(ctx, w.campaign, ask({}, recipientGrid.table), readRecipientAsk({})),
  'people of a campaign as a file': async (ctx, w) =>
    (await recipientsCsv(ctx, w.campaign, ask({}, recipientGrid.table), readRecipientAsk({}))).lines,
  'the feed of a campaign': (ctx, w) => campaignFeed(ctx, { id: w.campaign, machines: 'in' }),
  'people of a book': (ctx, w) =>
    listKnownPeople(ctx, { kind: 'book', id: w.book }, ask({}, knownPeopleGrid.table)),
  'people of a book as a file': (ctx, w) =>
    knownPeopleCsv(ctx, { kind: 'book', id: w.book }, ask({}, knownPeopleGrid.table)),
  'the dashboard': (ctx) => readDashboard(ctx),
  'the palette': (ctx) => searchEverything(ctx, 'wintergarten'),
};

async function told(answer: unknown): Promise<string> {
  const one = await answer;
  if (typeof one === 'object' && one !== null && Symbol.asyncIterator in one) {
    let text = '';
    for await (const part of one as AsyncIterable<string>) text += part;
    return text;
  }
  return JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

test.each(Object.keys(readers))(
  '%s: a viewer is not told who somebody is, by the same verb that tells a marketer',
  async (name) => {
    const text = await told(readers[name]?.(viewer, world));
    expect(text.match(secrets)).toBeNull();
    expect(text.length).toBeGreaterThan(1);
  },
);

test('nobody is found by what is masked: not by a search and not by an address', async () => {
  const totals = async (ctx: Context): Promise<number[]> => [
    (await listMembers(ctx, world.list, ask(searched, memberGrid.table))).total,
    (await listRecipients(ctx, world.campaign, ask(searched, recipientGrid.table), readRecipientAsk({})))
      .total,
    (await listRunOutcomes(ctx, world.run, ask(searched, outcomeGrid.table))).total,
    (
      await listRecords(ctx, {
        entity: 'contact',
        query: (await readGrid(ctx, { entity: 'contact', params: searched })).query,
      })
    ).rows.length,
  ];
  expect(await totals(api.ctx)).toEqual([1, 1, 1, 2]);
  expect(await totals(viewer)).toEqual([0, 0, 0, 0]);
  const byAddress = `/contacts?email=${encodeURIComponent(ada.email)}`;
  expect((await api.call('GET', byAddress)).body).toMatchObject({ data: [] });
});
