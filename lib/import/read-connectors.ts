import { attempt } from './attempt';
import { booksToRead } from './books-to-read';
import { booksToReadBack } from './books-to-read-back';
import {
  campaignsToRead,
  decideRead,
  differencesFromSummary,
  type CampaignToRead,
  type RowsConnector,
} from './campaigns-to-read';
import { pullActivities, pullClicks, pullOpens, type HowToRead } from './connectors/pull-campaign-rows';
import { pullAddressBooks } from './connectors/pull-address-books';
import { pullCampaignContents, pullCampaigns } from './connectors/pull-campaigns';
import { pullContacts } from './connectors/pull-contacts';
import { pullDataFields } from './connectors/pull-data-fields';
import { lookAtLeavers, pullReadBack } from './connectors/pull-read-back';
import { pullResends } from './connectors/pull-resends';
import { pullReturns } from './connectors/pull-returns';
import { pullSummary } from './connectors/pull-summary';
import { pullBookUnsubscribes, pullSuppressions } from './connectors/pull-suppressions';
import { loadCursor } from './import-cursor';
import { createFoundPeople } from './create-found-people';
import { markSuppressed } from './list-marks';
import { nameWithdrawals, withdrawPeople } from './withdrawals';
import { addCount, store, type Pass } from './pass';
import { tellPhases } from './tell-phases';
import type { Connector } from './schemas';

/**
 * The order of a pass. States come before contacts: a contact that a book lists now is newer than an unsubscribe read before it,
 * so whoever came back is back; whoever leaves meanwhile is found by the next pass.
 */
export async function readConnectors(pass: Pass): Promise<void> {
  await phase(pass, 'address_books', () => attempt(pass, 'address_books', '', () => pullAddressBooks(pass)));
  await phase(pass, 'data_fields', () => attempt(pass, 'data_fields', '', () => pullDataFields(pass)));
  await phase(pass, 'suppressions', () => attempt(pass, 'suppressions', '', () => pullSuppressions(pass)));
  const books = await booksToRead(pass.ctx.db.prisma, pass, pass.ctx.now());
  const connected = books.filter((book) => book.isConnected);
  await phase(pass, 'book_unsubscribes', () =>
    each(
      pass,
      'book_unsubscribes',
      connected.filter(({ channel }) => channel === 'email'),
      (book) => pullBookUnsubscribes(pass, book),
    ),
  );
  await phase(pass, 'contacts', async () => {
    const areRead = await each(pass, 'contacts', books, (book) => pullContacts(pass, book));
    const isRead = await attempt(pass, 'contacts', '', () => pullReturns(pass));
    return areRead && isRead;
  });
  await phase(pass, 'read_back', async () => {
    const due = await booksToReadBack(pass);
    const areRead = await each(pass, 'read_back', due, (book) => pullReadBack(pass, book));
    const areTold = await attempt(pass, 'read_back', '', () => lookAtLeavers(pass));
    return areRead && areTold;
  });
  await phase(pass, 'list_marks', () => attempt(pass, 'list_marks', '', () => markLists(pass)));
  await phase(pass, 'campaigns', async () => {
    const isRead = await each(pass, 'campaigns', connected, (book) => pullCampaigns(pass, book));
    const areResends = await attempt(pass, 'campaigns', 'resends', () => pullResends(pass));
    const isWhole = await attempt(pass, 'campaigns', 'contents', () => pullCampaignContents(pass));
    return isRead && areResends && isWhole;
  });
  const campaigns = await campaignsToRead(pass.ctx.db.prisma, pass.integrationId, pass.ctx.now());
  await phase(pass, 'summaries', () =>
    each(pass, 'summaries', campaigns, (campaign) => pullSummary(pass, campaign)),
  );
  const dated = await campaignsToRead(pass.ctx.db.prisma, pass.integrationId, pass.ctx.now());
  const current = campaigns.map((campaign) => dated.find(({ id }) => id === campaign.id) ?? campaign);
  await phase(pass, 'activities', async () => {
    const areRead = await eachRows(pass, 'activities', current, pullActivities);
    await nameWithdrawals(pass);
    return areRead;
  });
  await phase(pass, 'opens', () => eachRows(pass, 'opens', current, pullOpens));
  await phase(pass, 'clicks', () => eachRows(pass, 'clicks', current, pullClicks));
  await tellPhases(pass);
}

/** That it begins is told together with what the phase before it came to. */
async function phase(pass: Pass, key: Connector, work: () => Promise<boolean>): Promise<void> {
  await tellPhases(pass, { key, state: 'running' });
  const failuresBefore = pass.failures.length;
  try {
    const isDone = await work();
    const detail = isDone ? '' : `${pass.failures.length - failuresBefore} failed`;
    pass.untold = { key, state: isDone ? 'done' : 'failed', detail };
  } catch (error) {
    if (pass.failures.length > failuresBefore)
      await tellPhases(pass, { key, state: 'failed', detail: 'failed' });
    throw error;
  }
}

/** Each scope on its own; true when none failed. What a pass that was cut off read already is not read again. */
async function each<Scope extends { dotdigitalId: number }>(
  pass: Pass,
  connector: Connector,
  scopes: readonly Scope[],
  read: (scope: Scope) => Promise<void>,
): Promise<boolean> {
  let isWhole = true;
  for (const scope of scopes) {
    const scopeId = String(scope.dotdigitalId);
    if (pass.isResumed && (await isReadInThisPass(pass, connector, scopeId))) continue;
    isWhole = (await attempt(pass, connector, scopeId, () => read(scope))) && isWhole;
  }
  return isWhole;
}

async function isReadInThisPass(pass: Pass, connector: Connector, scopeId: string): Promise<boolean> {
  const key = { integrationId: pass.integrationId, connector, scopeId };
  const { lastSuccessAt, position } = await loadCursor(pass.ctx.db.prisma, key, pass.ctx.now());
  return position.startedAt === undefined && lastSuccessAt !== null && lastSuccessAt >= pass.startedAt;
}

async function eachRows(
  pass: Pass,
  connector: RowsConnector,
  campaigns: readonly CampaignToRead[],
  pull: (pass: Pass, campaign: CampaignToRead, how: HowToRead) => Promise<void>,
): Promise<boolean> {
  const { prisma } = pass.ctx.db;
  return each(pass, connector, campaigns, async (campaign) => {
    const now = pass.ctx.now();
    const key = { integrationId: pass.integrationId, scopeId: String(campaign.dotdigitalId) };
    const { covers } = (await loadCursor(prisma, { ...key, connector: 'summaries' }, now)).position;
    const cursor = await loadCursor(prisma, { ...key, connector }, now);
    const differs = (await differencesFromSummary(prisma, campaign.id))[connector];
    const decision = decideRead(cursor, { covers, isRecent: campaign.isRecent, differs, now });
    if (!decision.read) return;
    await pull(pass, campaign, {
      readEverything: decision.readEverything,
      remember: { covers, repairs: decision.repairs },
    });
  });
}

async function markLists(pass: Pass): Promise<void> {
  for (;;) {
    const { found, marked } = await store(pass, (tx) => markSuppressed(tx, pass.integrationId));
    addCount(pass, 'unsubscribedInLists', marked);
    if (found === 0 || marked === 0) break;
  }
  await withdrawPeople(pass);
  await createFoundPeople(pass);
}
