import { findBook } from '../books';
import { playEvent, scheduleEvent, scheduleEvents } from '../events';
import { notFound, refuse } from '../failure';
import { shuffle, randomStream } from '../random';
import type { World } from '../world';
import { planBehaviour, type Recipient } from './plan-behaviour';
import { findCampaign, getCampaign, type Campaign } from './campaign';

export const sendStatuses = ['NotSent', 'Scheduled', 'Sending', 'Sent', 'Cancelled'] as const;
export type SendStatus = (typeof sendStatuses)[number];

export interface SendRequest {
  campaignId: number;
  addressBookIds: number[];
  contactIds: number[];
  sendDate: number | null;
  splitTestOptions: { testMetric: 'Opens' | 'Clicks' | 'ROI'; testPercentage: number; testPeriodHours: number } | null;
  optimised?: boolean;
}

export interface Send {
  id: string;
  status: SendStatus;
  campaign: number;
  request: SendRequest;
}

const mostContactIds = 10;
const hourMilliseconds = 3600 * 1000;

export function sendCampaign(world: World, account: number, request: SendRequest): Send {
  const campaign = getCampaign(world, account, request.campaignId);
  if (!['Unsent', 'Sent'].includes(campaign.status)) throw refuse('ERROR_CAMPAIGN_SENDNOTPERMITTED', 'Send not permitted at this time.');
  if (request.contactIds.length > mostContactIds) throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'Too many contacts.');
  if (request.splitTestOptions && !campaign.split) throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'The campaign is not a split test.');
  for (const book of request.addressBookIds) {
    if (!findBook(world, account, book)) throw notFound('ERROR_ADDRESSBOOK_NOT_FOUND');
  }
  if (request.addressBookIds.length + request.contactIds.length === 0 && !world.settings.emptySendMeansEveryone) {
    throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'A send needs an address book or a contact.');
  }
  const lastHour = world.store.number('SELECT count(*) AS n FROM sends WHERE account = ? AND created > ?', account, world.now() - hourMilliseconds);
  if (lastHour >= world.settings.sendsPerHour) throw refuse('ERROR_SEND_LIMITEXCEEDED', 'Too many sends.');

  const now = world.now();
  const due = request.sendDate !== null && request.sendDate > now ? request.sendDate : now;
  const status: SendStatus = due > now ? 'Scheduled' : 'NotSent';
  const id = world.nextGuid();
  world.store.run(
    'INSERT INTO sends (id, account, campaign, status, request, due, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id, account, campaign.id, status, JSON.stringify(request), due, now,
  );
  world.store.run('UPDATE campaigns SET scheduled = ? WHERE id = ?', due, campaign.id);
  const begin = due + world.settings.sendSeconds * 300;
  scheduleEvent(world, begin, 'send.begin', { id, account });
  return { id, status, campaign: campaign.id, request };
}

export function getSend(world: World, account: number, id: string): Send {
  const row = world.store.row<{ id: string; campaign: number; status: SendStatus; request: string }>(
    'SELECT id, campaign, status, request FROM sends WHERE id = ? AND account = ?', id.toLowerCase(), account,
  );
  if (!row) throw notFound('ERROR_CAMPAIGN_SEND_INVALID');
  return { ...row, request: JSON.parse(row.request) as SendRequest };
}

/** Takes back a send that has not begun. */
export function cancelSend(world: World, account: number, id: string): Send {
  const send = getSend(world, account, id);
  if (send.status === 'Sending' || send.status === 'Sent') throw refuse('ERROR_CAMPAIGN_SENDNOTPERMITTED', 'The send has begun.');
  world.store.run("UPDATE sends SET status = 'Cancelled' WHERE id = ?", id);
  return getSend(world, account, id);
}

playEvent<{ id: string; account: number }>('send.begin', (world, { id, account }) => {
  const send = getSend(world, account, id);
  const campaign = findCampaign(world, account, send.campaign);
  if (!campaign || send.status === 'Cancelled') return;
  const now = world.now();
  const recipients = chooseRecipients(world, campaign, send.request);
  writeRecipients(world, campaign, recipients);
  for (const book of bookIds(world, account, send.request)) {
    world.store.run('INSERT INTO campaignBooks (campaign, book, sent) VALUES (?, ?, ?) ON CONFLICT (campaign, book) DO UPDATE SET sent = excluded.sent', campaign.id, book, now);
  }
  world.store.run("UPDATE campaigns SET status = 'Sending', sent = ?, touched = ? WHERE id = ?", now, now, campaign.id);
  world.store.run("UPDATE sends SET status = 'Sending' WHERE id = ?", id);
  world.store.run('UPDATE accounts SET emailCredits = max(0, emailCredits - ?) WHERE id = ?', recipients.length, account);
  world.memo.delete('accounts');
  scheduleEvents(world, planBehaviour(world, campaign, recipients));
  const { sendSeconds, sendRowsPerSecond } = world.settings;
  scheduleEvent(world, now + (sendSeconds * 0.7 + recipients.length / sendRowsPerSecond) * 1000, 'send.done', { id, campaign: campaign.id });
});

playEvent<{ id: string; campaign: number }>('send.done', (world, { id, campaign }) => {
  world.store.run("UPDATE sends SET status = 'Sent' WHERE id = ?", id);
  world.store.run("UPDATE campaigns SET status = 'Sent' WHERE id = ? AND status = 'Sending'", campaign);
});

/** A program's mail to some contacts; one who got it before is not counted again. */
export function sendTriggered(world: World, account: number, campaignId: number, contactIds: number[]): void {
  const campaign = getCampaign(world, account, campaignId);
  const recipients = chooseRecipients(world, campaign, { campaignId, addressBookIds: [], contactIds, sendDate: null, splitTestOptions: null });
  writeRecipients(world, campaign, recipients);
  world.store.run('UPDATE campaigns SET sent = coalesce(sent, ?1), touched = ?1 WHERE id = ?2', world.now(), campaignId);
  scheduleEvents(world, planBehaviour(world, campaign, recipients));
}

function bookIds(world: World, account: number, request: SendRequest): number[] {
  if (request.addressBookIds.length + request.contactIds.length > 0) return request.addressBookIds;
  const all = world.store.row<{ id: number }>("SELECT id FROM books WHERE account = ? AND kind = 'all'", account);
  return all ? [all.id] : [];
}

/** Subscribed people of the books, each address once, and nobody who had this campaign before. */
export function chooseRecipients(world: World, campaign: Campaign, request: SendRequest): Recipient[] {
  const books = bookIds(world, campaign.account, request);
  const everyone = books.some((book) => findBook(world, campaign.account, book)?.kind === 'all');
  const among = everyone
    ? 'c.account = ?1'
    : 'c.account = ?1 AND c.id IN (SELECT contact FROM members WHERE book IN (SELECT value FROM json_each(?3)) UNION SELECT value FROM json_each(?4))';
  const rows = world.store.rows<Recipient>(
    `SELECT c.id, c.email, c.emailType = 'Html' AS isHtml FROM contacts c
     WHERE ${among} AND c.binned = 0 AND c.status = 'Subscribed' AND c.email IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM recipients r WHERE r.campaign = ?2 AND r.contact = c.id) AND json_valid(?3) AND json_valid(?4)
     ORDER BY c.id`,
    campaign.account, campaign.id, JSON.stringify(books), JSON.stringify(request.contactIds),
  );
  return shuffle(randomStream(world.seed, 'recipients', campaign.id), rows);
}

function writeRecipients(world: World, campaign: Campaign, recipients: Recipient[]): void {
  const now = world.now();
  world.store.run(
    `INSERT INTO recipients (campaign, contact, email, isHtml, sent, touched)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, ?, ? FROM json_each(?)`,
    campaign.id, now, now, JSON.stringify(recipients.map(({ id, email, isHtml }) => [id, email, isHtml])),
  );
}
