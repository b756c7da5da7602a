import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as books from '@/lib/address-books';
import * as automations from '@/lib/automations';
import * as campaigns from '@/lib/campaigns';
import * as connections from '@/lib/connections';
import type { Context } from '@/lib/context';
import * as crm from '@/lib/crm';
import * as dashboard from '@/lib/dashboard';
import * as fields from '@/lib/data-fields';
import { AppError } from '@/lib/errors';
import * as sending from '@/lib/export';
import { PlanPeopleInput, PreviewInput } from '@/lib/export/schemas';
import * as insight from '@/lib/insight-data';
import * as lists from '@/lib/marketing-lists';
import type { Permission } from '@/lib/permissions';
import * as runs from '@/lib/sync-runs';
import { parseTableQuery as ask } from '@/lib/table-query';
import { filterOf } from '@/prisma/seed/marketing-lists';
import type { PeopleWorld } from './test-people-world';

type Reader = (ctx: Context, w: PeopleWorld) => unknown;

const filter = filterOf();
const revenue = { days: 7, after: 'open' } as const;
const preview = (w: PeopleWorld) =>
  PreviewInput.parse({ listId: w.list, integrationId: w.integration, addressBookId: w.book });
const lines = async (file: Promise<{ lines: unknown }>): Promise<unknown> => (await file).lines;
const noSearch = { q: '' };

/** Every verb that may tell of people or campaigns to whoever reads: what stands behind pages, their moving parts, files and the REST API. */
export const readers: Readonly<Record<string, Reader>> = {
  'address-books.knownPeopleCsv': (ctx, w) =>
    books.knownPeopleCsv(ctx, { kind: 'book', id: w.book }, ask({}, books.knownPeopleGrid.table)),
  'address-books.listKnownPeople': async (ctx, w) => [
    await books.listKnownPeople(ctx, { kind: 'book', id: w.book }, ask({}, books.knownPeopleGrid.table)),
    await books.listKnownPeople(
      ctx,
      { kind: 'account', id: w.integration },
      ask({}, books.knownPeopleGrid.table),
    ),
  ],
  'automations.dryRun': (ctx, w) => automations.dryRun(ctx, { id: w.automation, days: 7 }),
  'automations.getAutomation': (ctx, w) => automations.getAutomation(ctx, w.automation),
  'automations.listFirings': (ctx, w) =>
    automations.listFirings(ctx, w.automation, ask({}, automations.firingGrid.table)),
  'campaigns.bestHours': (ctx, w) => campaigns.bestHours(ctx, { id: w.campaign }),
  'campaigns.campaignFeed': (ctx, w) => campaigns.campaignFeed(ctx, { id: w.campaign, machines: 'in' }),
  'campaigns.campaignRevenue': (ctx, w) => campaigns.campaignRevenue(ctx, { id: w.campaign, ...revenue }),
  'campaigns.campaignStatistics': (ctx, w) => campaigns.campaignStatistics(ctx, w.campaign),
  'campaigns.clientsAndDevices': (ctx, w) => campaigns.clientsAndDevices(ctx, { id: w.campaign }),
  'campaigns.compareCampaigns': (ctx, w) => campaigns.compareCampaigns(ctx, { ids: [w.campaign], revenue }),
  'campaigns.comparisonCsv': (ctx, w) => campaigns.comparisonCsv(ctx, { ids: [w.campaign], revenue }),
  'campaigns.emailCampaignsCsv': (ctx) =>
    campaigns.emailCampaignsCsv(ctx, ask({}, campaigns.emailCampaignGrid.table)),
  'campaigns.findMails': (ctx, w) =>
    campaigns.findMails(ctx, { integrationId: w.integration, addressBookId: w.book }),
  'campaigns.findSurvivor': (ctx, w) => campaigns.findSurvivor(ctx, w.marketing),
  'campaigns.getCampaignMail': (ctx, w) => campaigns.getCampaignMail(ctx, w.campaign),
  'campaigns.getEmailCampaign': (ctx, w) => campaigns.getEmailCampaign(ctx, w.campaign),
  'campaigns.getMarketingCampaign': (ctx, w) => campaigns.getMarketingCampaign(ctx, w.marketing),
  'campaigns.linkTable': (ctx, w) => campaigns.linkTable(ctx, { id: w.campaign, machines: 'in' }),
  'campaigns.listCampaignOptions': (ctx) => campaigns.listCampaignOptions(ctx),
  'campaigns.listEmailCampaigns': (ctx) =>
    campaigns.listEmailCampaigns(ctx, ask({}, campaigns.emailCampaignGrid.table)),
  'campaigns.listMarketingCampaignOptions': (ctx) => campaigns.listMarketingCampaignOptions(ctx, ''),
  'campaigns.listMarketingCampaigns': (ctx) =>
    campaigns.listMarketingCampaigns(ctx, ask({}, campaigns.marketingCampaignGrid.table)),
  'campaigns.listMarketingMerges': (ctx, w) => campaigns.listMarketingMerges(ctx, w.marketing),
  'campaigns.listRecipients': (ctx, w) =>
    campaigns.listRecipients(
      ctx,
      w.campaign,
      ask({}, campaigns.recipientGrid.table),
      campaigns.readRecipientAsk({}),
    ),
  'campaigns.marketingRevenue': (ctx, w) => campaigns.marketingRevenue(ctx, { id: w.marketing, ...revenue }),
  'campaigns.marketingTimeline': (ctx, w) => campaigns.marketingTimeline(ctx, { id: w.marketing }),
  'campaigns.opensAndClicksOverTime': (ctx, w) => campaigns.opensAndClicksOverTime(ctx, { id: w.campaign }),
  'campaigns.pageEmailCampaigns': (ctx) =>
    campaigns.pageEmailCampaigns(ctx, { after: null, limit: 50, filter: {} }),
  'campaigns.pageMarketingCampaigns': (ctx) =>
    campaigns.pageMarketingCampaigns(ctx, { after: null, limit: 50 }),
  'campaigns.pageRecipients': (ctx, w) =>
    campaigns.pageRecipients(ctx, { id: w.campaign, after: null, limit: 50 }),
  'campaigns.personEngagement': async (ctx, w) => {
    const { record } = await crm.getRecordPage(ctx, { id: w.contact, entity: 'contact' });
    return campaigns.personEngagement(ctx, record.emailKey ?? '');
  },
  'campaigns.readSentWithin': (ctx) =>
    campaigns.readSentWithin(ctx, { from: new Date('2026-09-01'), to: new Date('2026-11-01') }),
  'campaigns.recipientKeys': async (ctx, w) =>
    ctx.db.prisma.$queryRaw(await campaigns.recipientKeys(ctx, w.campaign, '')),
  'campaigns.recipientsCsv': (ctx, w) =>
    lines(
      campaigns.recipientsCsv(
        ctx,
        w.campaign,
        ask({}, campaigns.recipientGrid.table),
        campaigns.readRecipientAsk({}),
      ),
    ),
  'campaigns.sinceSending': (ctx, w) => campaigns.sinceSending(ctx, { ids: [w.campaign], hours: 24 }),
  'campaigns.splitAudience': (ctx, w) => campaigns.splitAudience(ctx, w.campaign),
  'campaigns.whichListsAsk': (ctx, w) => campaigns.whichListsAsk(ctx, w.marketing),
  'connections.getListConnections': (ctx, w) => connections.getListConnections(ctx, w.list),
  'connections.listWhoLeft': (ctx, w) =>
    connections.listWhoLeft(ctx, { id: w.connection, after: null, limit: 50 }),
  'crm.exportRecords': async (ctx) => {
    const { query } = await crm.readGrid(ctx, { entity: 'contact', params: {} });
    return crm.exportRecords(ctx, { entity: 'contact', query });
  },
  'crm.findMergeCandidates': (ctx, w) => crm.findMergeCandidates(ctx, { id: w.contact, q: 'winterg' }),
  'crm.findSurvivor': (ctx, w) => crm.findSurvivor(ctx, { id: w.contact, entity: 'contact' }),
  'crm.getRecord': (ctx, w) => crm.getRecord(ctx, { id: w.contact }),
  'crm.getRecordMarketing': (ctx, w) => crm.getRecordMarketing(ctx, { id: w.contact }),
  'crm.getRecordNow': (ctx, w) => crm.getRecordNow(ctx, { id: w.contact, since: ctx.now().toISOString() }),
  'crm.getRecordPage': (ctx, w) => crm.getRecordPage(ctx, { id: w.contact, entity: 'contact' }),
  'crm.getRecordResource': (ctx, w) => crm.getRecordResource(ctx, { id: w.contact, entity: 'contact' }),
  'crm.listMerges': (ctx, w) => crm.listMerges(ctx, { id: w.contact }),
  'crm.listPurchases': (ctx, w) => crm.listPurchases(ctx, { id: w.contact, kind: 'order' }),
  'crm.listRecords': async (ctx) => {
    const { query, asked } = await crm.readGrid(ctx, { entity: 'contact', params: {} });
    return crm.listRecords(ctx, { entity: 'contact', query, more: asked });
  },
  'crm.pageRecords': (ctx) => crm.pageRecords(ctx, { entity: 'contact', after: null, limit: 50, filter: {} }),
  'crm.previewMerge': (ctx, w) => crm.previewMerge(ctx, { winnerId: w.contact, loserId: w.gone }),
  'crm.recordTimeline': (ctx, w) => crm.recordTimeline(ctx, { id: w.contact }),
  'dashboard.readDashboard': (ctx) => dashboard.readDashboard(ctx),
  'dashboard.searchEverything': async (ctx) => [
    await dashboard.searchEverything(ctx, 'wintergarten'),
    await dashboard.searchEverything(ctx, 'autumn'),
  ],
  'data-fields.findMappingPeople': (ctx) =>
    fields.findMappingPeople(ctx, { entity: 'contact', q: 'winterg' }),
  'data-fields.previewMapping': (ctx, w) =>
    fields.previewMapping(ctx, {
      integrationId: w.integration,
      entity: 'contact',
      recordId: w.contact,
      rows: [],
    }),
  'data-fields.readPersonValues': async (ctx, w) => [
    ...(await fields.readPersonValues(ctx, { integrationId: w.integration, recordId: w.contact })),
  ],
  'export.listRefusals': (ctx, w) => sending.listRefusals(ctx, { id: w.run }),
  'export.previewFaces': (ctx, w) => sending.previewFaces(ctx, preview(w)),
  'export.previewMail': (ctx, w) =>
    sending.previewMail(ctx, {
      integrationId: w.integration,
      addressBookId: w.book,
      recordId: w.contact,
      campaignId: null,
    }),
  'export.previewPeople': (ctx, w) =>
    sending.previewPeople(ctx, PlanPeopleInput.parse({ ...preview(w), show: 'update' })),
  'export.previewUndo': (ctx, w) => sending.previewUndo(ctx, { id: w.run }),
  'export.previewUndoPeople': (ctx, w) =>
    sending.previewUndoPeople(ctx, { id: w.run, show: 'update', page: 1, ...noSearch }),
  'insight-data.insightItemsCsv': (ctx, w) =>
    insight.insightItemsCsv(ctx, w.integration, ask({}, insight.insightGrid.table)),
  'insight-data.listInsightItems': (ctx, w) =>
    insight.listInsightItems(ctx, w.integration, ask({}, insight.insightGrid.table)),
  'marketing-lists.checkAddresses': async (ctx, w) =>
    lists.checkAddresses(ctx, { listId: w.manual, text: 'x@nowhere.example' }),
  'marketing-lists.countFilter': (ctx) =>
    lists.countFilter(ctx, { entity: 'contact', filter, listId: null, exact: true }),
  'marketing-lists.explainMembership': (ctx, w) =>
    lists.explainMembership(ctx, { listId: w.list, who: w.contact }),
  'marketing-lists.findAddable': (ctx, w) => lists.findAddable(ctx, { listId: w.list, q: 'winterg' }),
  'marketing-lists.getMarketingList': (ctx, w) => lists.getMarketingList(ctx, w.list),
  'marketing-lists.listMarketingLists': (ctx) => lists.listMarketingLists(ctx, ask({}, lists.listGrid.table)),
  'marketing-lists.listMembers': async (ctx, w) => [
    await lists.listMembers(ctx, w.list, ask({}, lists.memberGrid.table)),
    await lists.listMembers(ctx, w.list, ask({ sort: 'name' }, lists.memberGrid.table)),
  ],
  'marketing-lists.listRemoved': (ctx, w) => lists.listRemoved(ctx, w.list, ask({}, lists.removedGrid.table)),
  'marketing-lists.listResponse': (ctx, w) => lists.listResponse(ctx, w.list),
  'marketing-lists.membersCsv': (ctx, w) =>
    lines(lists.membersCsv(ctx, w.list, ask({}, lists.memberGrid.table))),
  'marketing-lists.pageRemoved': (ctx, w) => lists.pageRemoved(ctx, w.list, { after: null, limit: 50 }),
  'marketing-lists.previewFilterChange': (ctx, w) =>
    lists.previewFilterChange(ctx, { listId: w.list, filter: filterOf() }),
  'marketing-lists.previewUpdate': (ctx, w) => lists.previewUpdate(ctx, { id: w.list }),
  'marketing-lists.readListFormOptions': (ctx) =>
    lists.readListFormOptions(ctx, { entity: 'contact', listId: null }),
  'marketing-lists.readListUses': (ctx, w) => lists.readListUses(ctx, w.list),
  'marketing-lists.removedCsv': (ctx, w) =>
    lines(lists.removedCsv(ctx, w.list, ask({}, lists.removedGrid.table))),
  'sync-runs.exportRunOutcomes': (ctx, w) =>
    runs.exportRunOutcomes(ctx, w.run, ask({}, runs.outcomeGrid.table)),
  'sync-runs.getSyncRun': (ctx, w) => runs.getSyncRun(ctx, { id: w.run }),
  'sync-runs.listRunOutcomes': (ctx, w) => runs.listRunOutcomes(ctx, w.run, ask({}, runs.outcomeGrid.table)),
  'sync-runs.listSyncRuns': (ctx) => runs.listSyncRuns(ctx, ask({}, runs.runGrid.table)),
  'sync-runs.pageRunOutcomes': (ctx, w) =>
    runs.pageRunOutcomes(ctx, { runId: w.run, after: null, limit: 50, filter: {} }),
};

/** What a verb told, or in which words it refused. */
export async function told(answer: unknown): Promise<{ text: string; refused: string | null }> {
  try {
    return { text: await textOf(await answer), refused: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { text: error.userMessage, refused: error.code };
  }
}

async function textOf(one: unknown): Promise<string> {
  if (typeof one === 'object' && one !== null && Symbol.asyncIterator in one) {
    let text = '';
    for await (const part of one as AsyncIterable<string>) text += part;
    return text;
  }
  return (
    JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? ''
  );
}

/** Verbs by what they ask for, as docs/permissions.md has them, which is held to the code. */
export function verbsThatAsk(...permissions: Permission[]): string[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
  return [...page.matchAll(/^\| ([a-z-]+\.\w+) \| ([a-z.]+) \|/gm)].flatMap(([, verb = '', asks = '']) =>
    permissions.some((one) => one === asks) ? [verb] : [],
  );
}
