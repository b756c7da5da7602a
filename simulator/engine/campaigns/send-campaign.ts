import { findBook } from '../books';
import { scheduleEvent } from '../events';
import { notFound, refuse } from '../failure';
import type { World } from '../world';
import { getCampaign } from './campaign';

export const sendStatuses = ['NotSent', 'Scheduled', 'Sending', 'Sent', 'Cancelled'] as const;
export type SendStatus = (typeof sendStatuses)[number];

export interface SendRequest {
  campaignId: number;
  addressBookIds: number[];
  contactIds: number[];
  sendDate: number | null;
  splitTestOptions: {
    testMetric: 'Opens' | 'Clicks' | 'ROI';
    testPercentage: number;
    testPeriodHours: number;
  } | null;
  optimised?: boolean;
}

export interface Send {
  id: string;
  status: SendStatus;
  campaign: number;
  request: SendRequest;
}

const maxContactIds = 10;
const hourMilliseconds = 3600 * 1000;

export function sendCampaign(world: World, account: number, request: SendRequest): Send {
  const campaign = getCampaign(world, account, request.campaignId);
  if (!['Unsent', 'Sent'].includes(campaign.status))
    throw refuse('ERROR_CAMPAIGN_SENDNOTPERMITTED', 'Send not permitted at this time.');
  if (request.contactIds.length > maxContactIds)
    throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'Too many contacts.');
  if (request.splitTestOptions && !campaign.split)
    throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'The campaign is not a split test.');
  for (const book of request.addressBookIds) {
    if (!findBook(world, account, book)) throw notFound('ERROR_ADDRESSBOOK_NOT_FOUND');
  }
  if (
    request.addressBookIds.length + request.contactIds.length === 0 &&
    !world.settings.emptySendMeansEveryone
  ) {
    throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'A send needs an address book or a contact.');
  }
  const lastHour = world.store.number(
    'SELECT count(*) AS n FROM sends WHERE account = ? AND created > ?',
    account,
    world.now() - hourMilliseconds,
  );
  if (lastHour >= world.settings.sendsPerHour) throw refuse('ERROR_SEND_LIMITEXCEEDED', 'Too many sends.');

  return startSend(world, account, request);
}

/** Books the send for its time; whoever calls has made sure that it may be. */
export function startSend(world: World, account: number, request: SendRequest): Send {
  const now = world.now();
  const due = request.sendDate !== null && request.sendDate > now ? request.sendDate : now;
  const status: SendStatus = due > now ? 'Scheduled' : 'NotSent';
  const id = world.nextGuid();
  world.store.run(
    'INSERT INTO sends (id, account, campaign, status, request, due, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    account,
    request.campaignId,
    status,
    JSON.stringify(request),
    due,
    now,
  );
  world.store.run('UPDATE campaigns SET scheduled = ? WHERE id = ?', due, request.campaignId);
  const begin = due + world.settings.sendSeconds * 300;
  scheduleEvent(world, begin, 'send.begin', { id, account });
  return { id, status, campaign: request.campaignId, request };
}

export function findSend(world: World, account: number, id: string): Send | undefined {
  const row = world.store.row<{ id: string; campaign: number; status: SendStatus; request: string }>(
    'SELECT id, campaign, status, request FROM sends WHERE id = ? AND account = ?',
    id.toLowerCase(),
    account,
  );
  return row && { ...row, request: JSON.parse(row.request) as SendRequest };
}

export function getSend(world: World, account: number, id: string): Send {
  const send = findSend(world, account, id);
  if (!send) throw notFound('ERROR_CAMPAIGN_SEND_INVALID');
  return send;
}

/** Takes back a send that has not begun: the campaign is then what it was before, a draft or one that was sent. */
export function cancelSend(world: World, account: number, id: string): Send {
  const send = getSend(world, account, id);
  if (send.status === 'Sending' || send.status === 'Sent')
    throw refuse('ERROR_CAMPAIGN_SENDNOTPERMITTED', 'The send has begun.');
  world.store.run("UPDATE sends SET status = 'Cancelled' WHERE id = ?", send.id);
  world.store.run(
    "UPDATE campaigns SET scheduled = (SELECT max(due) FROM sends WHERE campaign = ?1 AND status <> 'Cancelled') WHERE id = ?1",
    send.campaign,
  );
  world.store.run(
    "UPDATE campaigns SET status = CASE WHEN sent IS NULL THEN 'Unsent' ELSE 'Sent' END WHERE id = ? AND status = 'RequiresSystemApproval'",
    send.campaign,
  );
  return getSend(world, account, send.id);
}

/** Takes back all sends of a campaign that have not begun; tells whether there was one. */
export function cancelOpenSends(world: World, account: number, campaign: number): boolean {
  const open = world.store.rows<{ id: string }>(
    "SELECT id FROM sends WHERE campaign = ? AND status IN ('NotSent', 'Scheduled')",
    campaign,
  );
  for (const { id } of open) cancelSend(world, account, id);
  return open.length > 0;
}
