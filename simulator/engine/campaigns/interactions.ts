import { findContact, type ContactStatus } from '../contacts';
import { playEvent } from '../events';
import { notFound } from '../failure';
import { suppressContact, unsubscribeFromBook } from '../suppression';
import { isMember } from '../members';
import type { World } from '../world';
import { deviceOf, ipOf, privacyProxy, scanner } from './devices';
import { listLinks } from './links';

export interface Interaction {
  campaign: number;
  contact: number;
  url?: string;
  device?: number;
}

/** The row of one who got the campaign; what anyone does with a mail is counted there. */
function getRecipient(
  world: World,
  { campaign, contact }: Interaction,
): { email: string; account: number; subject: string; html: string; opens: number } {
  const row = world.store.row<{
    email: string;
    account: number;
    subject: string;
    html: string;
    opens: number;
  }>(
    'SELECT r.email, r.opens, c.account, c.subject, c.html FROM recipients r JOIN campaigns c ON c.id = r.campaign WHERE r.campaign = ? AND r.contact = ?',
    campaign,
    contact,
  );
  if (!row) throw notFound('ERROR_CONTACT_NOT_FOUND');
  return row;
}

function touch(world: World, { campaign, contact }: Interaction, change: string): void {
  world.store.run(
    `UPDATE recipients SET ${change}, touched = ? WHERE campaign = ? AND contact = ?`,
    world.now(),
    campaign,
    contact,
  );
  world.store.run('UPDATE campaigns SET touched = ? WHERE id = ?', world.now(), campaign);
}

export function recordOpen(world: World, mail: Interaction): void {
  const device = mail.device ?? 0;
  const { client, version, agent } = deviceOf(device);
  const now = world.now();
  world.store.run(
    'INSERT INTO opens (campaign, contact, at, client, clientVersion, ip, agent, isHtml, isForward) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0)',
    mail.campaign,
    mail.contact,
    now,
    client,
    version,
    ipOf(device),
    agent,
  );
  world.store.run(
    `UPDATE recipients SET opens = opens + 1, firstOpened = coalesce(firstOpened, ?1), lastOpened = ?1, firstIp = coalesce(firstIp, ?2), touched = ?1
     WHERE campaign = ?3 AND contact = ?4`,
    now,
    ipOf(device),
    mail.campaign,
    mail.contact,
  );
  world.store.run('UPDATE campaigns SET touched = ? WHERE id = ?', now, mail.campaign);
}

/** A click by one who was not seen to open counts an open as well, unless a switch says otherwise. */
export function recordClick(world: World, mail: Interaction): void {
  const recipient = getRecipient(world, mail);
  if (recipient.opens === 0 && world.settings.clickImpliesOpen) recordOpen(world, mail);
  const device = mail.device ?? 0;
  world.store.run(
    "INSERT INTO clicks (campaign, contact, at, url, keyword, ip, agent) VALUES (?, ?, ?, ?, '', ?, ?)",
    mail.campaign,
    mail.contact,
    world.now(),
    mail.url ?? listLinks(recipient.html)[0],
    ipOf(device),
    deviceOf(device).agent,
  );
  touch(world, mail, 'clicks = clicks + 1');
}

/** A mail client's proxy fetches the images; the person may never see the mail. */
export function recordMachineOpen(world: World, mail: Interaction): void {
  recordOpen(world, { ...mail, device: privacyProxy });
}

/** A mail gateway tries all the links at once. */
export function recordScan(world: World, mail: Interaction): void {
  for (const url of listLinks(getRecipient(world, mail).html))
    recordClick(world, { ...mail, url, device: scanner });
}

export function recordUnsubscribe(world: World, mail: Interaction): void {
  const { account, email } = getRecipient(world, mail);
  touch(world, mail, 'unsubscribed = 1');
  if (world.settings.campaignUnsubscribe === 'account') return suppress(world, mail, 'Unsubscribed');
  const books = world.store.rows<{ book: number }>(
    'SELECT book FROM campaignBooks WHERE campaign = ?',
    mail.campaign,
  );
  for (const { book } of books)
    if (isMember(world, book, mail.contact)) unsubscribeFromBook(world, account, book, email);
}

export function recordHardBounce(world: World, mail: Interaction): void {
  touch(world, mail, 'hardBounced = 1');
  suppress(world, mail, 'HardBounced');
}

export function recordSoftBounce(world: World, mail: Interaction): void {
  touch(world, mail, 'softBounced = 1');
  world.store.run('UPDATE contacts SET softBounces = softBounces + 1 WHERE id = ?', mail.contact);
  const { account } = getRecipient(world, mail);
  const contact = findContact(world, account, mail.contact);
  if (contact && contact.softBounces >= world.settings.softBounceThreshold)
    suppress(world, mail, 'SoftBounced');
}

export function recordComplaint(world: World, mail: Interaction): void {
  touch(world, mail, 'complained = 1');
  suppress(world, mail, 'IspComplained');
}

export function recordReply(world: World, mail: Interaction): void {
  const { subject } = getRecipient(world, mail);
  world.store.run(
    "INSERT INTO replies (campaign, contact, at, subject, message, kind) VALUES (?, ?, ?, ?, 'Thank you, could somebody call me?', 'Reply')",
    mail.campaign,
    mail.contact,
    world.now(),
    `Re: ${subject}`,
  );
  touch(world, mail, 'replies = replies + 1');
}

export function recordForward(world: World, mail: Interaction): void {
  touch(world, mail, 'forwards = forwards + 1, estimatedForwards = estimatedForwards + 1');
}

export function recordPageView(world: World, mail: Interaction): void {
  const url = mail.url ?? listLinks(getRecipient(world, mail).html)[0];
  world.store.run(
    'INSERT INTO pageViews (campaign, contact, at, url) VALUES (?, ?, ?, ?)',
    mail.campaign,
    mail.contact,
    world.now(),
    url,
  );
  touch(world, mail, 'pageViews = pageViews + 1');
}

function suppress(world: World, mail: Interaction, status: ContactStatus): void {
  const { account } = getRecipient(world, mail);
  const contact = findContact(world, account, mail.contact);
  if (contact) suppressContact(world, contact, status);
}

export const interactions = {
  open: recordOpen,
  machineOpen: recordMachineOpen,
  click: recordClick,
  scan: recordScan,
  unsubscribe: recordUnsubscribe,
  hardBounce: recordHardBounce,
  softBounce: recordSoftBounce,
  complain: recordComplaint,
  reply: recordReply,
  forward: recordForward,
  pageView: recordPageView,
} as const;
export type InteractionKind = keyof typeof interactions;

for (const [kind, record] of Object.entries(interactions)) {
  playEvent<Interaction>(`mail.${kind}`, (world, mail) => {
    // The campaign may have been deleted meanwhile, and with it all that was going to happen.
    if (
      world.store.row(
        'SELECT 1 AS n FROM recipients WHERE campaign = ? AND contact = ?',
        mail.campaign,
        mail.contact,
      )
    )
      record(world, mail);
  });
}
