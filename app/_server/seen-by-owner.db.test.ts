import { beforeAll, describe, expect, test } from 'vitest';
import { createApiToken } from '@/lib/api-tokens';
import { readingOnly, type Context, type FlowContext } from '@/lib/context';
import {
  bulkDelete,
  bulkTags,
  changeRecordTag,
  createRecord,
  deleteRecord,
  mergeRecords,
  recordConsent,
  updateRecord,
} from '@/lib/crm';
import { moveEmailCampaign, updateMarketingCampaign } from '@/lib/campaigns';
import { addMembers, checkAddresses, evaluateList, listMembers, memberGrid } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { changeSeenByOwner, createTeam, findPerson } from '@/lib/users';
import { testContext } from '@/prisma/test-context';
import { apiRoutes } from '../api/v1/_routes';
import { callApi } from '../api/v1/test-api';
import { ada, campaignNames, makePeopleWorld, pathIn, secrets, type PeopleWorld } from './test-people-world';
import { readers, told, verbsThatAsk } from './test-readers';

// Law L21, whose it is: what is somebody else's is on no road, where the installation has it seen by its owner.

const readPermissions = [
  'crm.read',
  'lists.read',
  'integrations.read',
  'settings.read',
  'fields.read',
  'connections.read',
  'runs.read',
  'statistics.read',
  'automations.read',
  'insight.read',
] as const;

/** These verbs tell of no person and no campaign: numbers, names of other things, or what their asker handed in. */
const tellsOfNeither = new Set(
  `alerts.getAlertAddress
  address-books.countRecipients address-books.getAddressBook address-books.listAddressBooks address-books.listFreeAddressBooks
  address-books.pageAddressBooks address-books.peopleKnown
  automations.listAutomationVersions automations.listAutomations automations.listPrograms automations.listSenders
  automations.listTriggeredCampaigns automations.readExperiment
  campaigns.findSplit campaigns.listSmsCampaigns campaigns.listSplitChoices campaigns.nameParts
  connections.getConnection connections.listConnectTargets connections.pageConnections
  crm.countRecords crm.getCustomField crm.getMoneySettings crm.getRecordCatalogue crm.listCustomFields crm.listOwners crm.listTags
  crm.nameTags crm.previewBulk crm.previewBulkDelete crm.readGrid
  dashboard.findAttention dashboard.readDashboardTotals dashboard.readWeek
  data-fields.checkMappingCopy data-fields.checkMappingDocument data-fields.compareMappingVersions data-fields.dataFieldsCsv
  data-fields.exportMapping data-fields.getDataField data-fields.getMapping data-fields.listDataFields data-fields.listMappingSources
  data-fields.listMappingVersions data-fields.listMappings data-fields.listTypeChanges data-fields.mappingsCsv
  data-fields.pageDataFields
  export.dontTellWhenReady export.previewConnection export.previewConsentGate export.previewMappingEffect export.readReady
  export.surroundingsOfHeld export.tellWhenReady
  insight-data.getInsightData
  integrations.getIntegration integrations.getIntegrationHealth integrations.listActivePrograms integrations.listIntegrationOptions
  integrations.listIntegrations integrations.openDotdigital integrations.pageIntegrations
  marketing-lists.compareLists marketing-lists.explainLeavers marketing-lists.findDueLists marketing-lists.getListChange
  marketing-lists.listFolders marketing-lists.listGrowth marketing-lists.markFavourite marketing-lists.pageMarketingLists
  marketing-lists.readListOptions marketing-lists.readStaircase
  settings.getSettings settings.listSettingChanges
  sync-runs.countRunRows sync-runs.outcomePeople sync-runs.pageSyncRuns
  users.listOwnerOptions`.split(/\s+/),
);

test('every verb that reads is asked below, or tells of no person and no campaign', () => {
  const known = new Set([...Object.keys(readers), ...tellsOfNeither]);
  expect(verbsThatAsk(...readPermissions).filter((verb) => !known.has(verb))).toEqual([]);
});

let world: PeopleWorld;
let admin: FlowContext;
let owner: Context;
let mate: Context;
let stranger: Context;
let token: string;

/** As they come in now, with what is seen by owner here. */
async function comeIn(ctx: Context): Promise<Context> {
  const person = ctx.actor.kind === 'person' ? await findPerson(ctx, BigInt(ctx.actor.userId)) : null;
  if (!person) throw new Error('nobody');
  return { ...ctx, actor: person.actor };
}
const idOf = ({ actor }: Context): string => (actor.kind === 'person' ? actor.userId : '');

beforeAll(async () => {
  const system = await testContext();
  admin = await testContext({ role: 'admin' });
  const people = [
    await testContext({ role: 'marketer' }),
    await testContext({ role: 'marketer' }),
    await testContext({ role: 'marketer' }),
  ] as const;
  await createTeam(admin, { name: 'North', memberIds: [idOf(people[0]), idOf(people[1])] });
  world = await makePeopleWorld(system, { ownerId: BigInt(idOf(people[0])) });
  ({ token } = await createApiToken(people[2], { name: 'a test', scopes: ['admin'], expiresInDays: null }));
  await changeSeenByOwner(admin, { records: true, campaigns: false });
  [owner, mate, stranger] = [await comeIn(people[0]), await comeIn(people[1]), await comeIn(people[2])];
});

const read = (verb: string, ctx: Context) => told(readers[verb]?.(ctx, world));
const verbs = Object.keys(readers);

/** The verbs that tell of them. */
async function tellOf(words: RegExp, ctx: Context): Promise<string[]> {
  const found: string[] = [];
  for (const verb of verbs) if (words.test((await read(verb, ctx)).text)) found.push(verb);
  return found;
}

describe('records', () => {
  test('no verb tells a stranger of them; the same ones tell the owner, the owner’s team and admins', async () => {
    expect(await tellOf(secrets, stranger)).toEqual([]);
    const toOwner = await tellOf(secrets, owner);
    expect(toOwner.length).toBeGreaterThan(40);
    expect(toOwner).toEqual(
      expect.arrayContaining([
        'connections.listWhoLeft',
        'marketing-lists.previewUpdate',
        'export.previewPeople',
      ]),
    );
    expect(await tellOf(secrets, mate)).toEqual(toOwner);
    expect(secrets.test((await read('crm.listRecords', await comeIn(admin))).text)).toBe(true);
  });

  test('no answer of the REST API to a stranger tells who somebody is, nor that they are there', async () => {
    for (const { method, path } of apiRoutes.filter((route) => route.method === 'GET')) {
      const answer = await callApi(admin, token, method, pathIn(world, path), undefined, {});
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
      expect(answer.text.match(secrets), path).toBeNull();
    }
    const one = await callApi(admin, token, 'GET', `/contacts/${world.contact}`, undefined, {});
    expect(one.status).toBe(404);
    const none = await callApi(admin, token, 'GET', '/contacts/999999999', undefined, {});
    expect(one.text.replaceAll(world.contact, '999999999')).toBe(none.text.replaceAll(/req_\w+/g, ''));
  });

  test('a stranger changes, merges and lists nobody whom they may not see; a page that reads is no way round it', async () => {
    const { contact: id, gone } = world;
    const choice = { kind: 'ids' as const, ids: [id] };
    const tries: Record<string, () => Promise<unknown>> = {
      update: () => updateRecord(stranger, { id, version: 1, firstName: 'X' }),
      delete: () => deleteRecord(stranger, { id }),
      tag: () => changeRecordTag(stranger, { id, change: 'give', tag: 'X' }),
      consent: () => recordConsent(stranger, { recordId: id, state: 'withdrawn' }),
      merge: () =>
        mergeRecords(
          stranger,
          { winnerId: id, loserId: gone, winnerVersion: 1, loserVersion: 1, take: [] },
          [],
        ),
    };
    for (const [name, attempt] of Object.entries(tries))
      await expect(attempt(), name).rejects.toMatchObject({ code: 'not_found' });
    expect(
      await bulkTags(stranger, { entity: 'contact', choice, expected: 0, add: ['X'], remove: [] }),
    ).toMatchObject({ chosen: 0, changed: 0 });
    await expect(bulkDelete(stranger, { entity: 'contact', choice, expected: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await addMembers(stranger, { listId: world.manual, recordIds: [id] })).toMatchObject({
      added: 0,
      unknown: 1,
    });
    expect((await checkAddresses(stranger, { listId: world.manual, text: ada.email })).counts).toMatchObject({
      unknown: 1,
      new: 0,
    });
    expect((await told(readers['crm.getRecord']?.(readingOnly(stranger), world))).refused).toBe('not_found');
  });

  test('whom somebody gives away is answered once more, then they are not there', async () => {
    const { id } = await createRecord(stranger, { entity: 'contact', firstName: 'Given', lastName: 'Away' });
    expect(await updateRecord(stranger, { id, version: 1, ownerId: idOf(owner) })).toMatchObject({
      owner: { id: idOf(owner) },
    });
    await expect(updateRecord(stranger, { id, version: 2, firstName: 'X' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a list has whom it has, whoever looks or counts it again; its page says how many are not shown', async () => {
    const query = parseTableQuery({}, memberGrid.table);
    await evaluateList(admin, BigInt(world.list));
    const before = await listMembers(await comeIn(admin), world.list, query);
    await evaluateList(stranger, BigInt(world.list));
    expect((await listMembers(await comeIn(admin), world.list, query)).total).toBe(before.total);
    const seen = await listMembers(stranger, world.list, query);
    expect(seen.unseenCount).toBeGreaterThan(0);
    expect(seen.total + seen.unseenCount).toBe(before.total);
    expect((await listMembers(owner, world.list, query)).unseenCount).toBe(0);
  });
});

describe('campaigns', () => {
  beforeAll(async () => {
    await admin.db.prisma.marketingList.update({
      where: { id: BigInt(world.list) },
      data: { ownerId: BigInt(idOf(owner)), ownerOnly: true },
    });
    await changeSeenByOwner(admin, { records: false, campaigns: true });
    [owner, mate, stranger] = [await comeIn(owner), await comeIn(mate), await comeIn(stranger)];
  });

  test('no verb names one to a stranger; the same ones name it to who sees the list', async () => {
    expect(await tellOf(campaignNames, stranger)).toEqual([]);
    const toOwner = await tellOf(campaignNames, owner);
    expect(toOwner.length).toBeGreaterThan(15);
    expect(await tellOf(campaignNames, mate)).toEqual(toOwner);
  });

  test('no answer of the REST API to a stranger names it', async () => {
    for (const { method, path } of apiRoutes.filter((route) => route.method === 'GET')) {
      const answer = await callApi(admin, token, method, pathIn(world, path), undefined, {});
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
      expect(answer.text.match(campaignNames), path).toBeNull();
    }
  });

  test('who owns its marketing campaign sees it too; to everybody else it can’t be changed either', async () => {
    const { campaign: id, marketing } = world;
    await expect(moveEmailCampaign(stranger, { id, toId: marketing })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      updateMarketingCampaign(stranger, {
        id: marketing,
        version: 1,
        name: 'X',
        code: 'X',
        description: '',
        startAt: null,
        endAt: null,
        budget: null,
        budgetCurrency: null,
        ownerId: null,
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await admin.db.prisma.marketingCampaign.update({
      where: { id: BigInt(marketing) },
      data: { ownerId: BigInt(idOf(stranger)) },
    });
    const names = await Promise.all(
      ['campaigns.getEmailCampaign', 'campaigns.getMarketingCampaign', 'campaigns.listEmailCampaigns'].map(
        async (verb) => campaignNames.test((await read(verb, stranger)).text),
      ),
    );
    expect(names).toEqual([true, true, true]);
  });
});
