import { playEvent, scheduleEvent, scheduleEvents } from '../events';
import { afterLife } from '../life';
import type { World } from '../world';
import { findCampaign, getCampaign, type Campaign } from './campaign';
import { booksOfSend, chooseRecipients } from './choose-recipients';
import { castRoles, planBehaviour, type Cast, type Recipient } from './plan-behaviour';
import { findSend, type SendRequest } from './send-campaign';

interface SendEvent {
  id: string;
  account: number;
}

interface Wave extends SendEvent {
  contacts: number[];
  cast: Cast;
}

const hour = 3600 * 1000;
const waves = 24;

/** Large sends may have to wait for somebody at the vendor to allow them. */
playEvent<SendEvent>('send.begin', (world, event) => {
  const { send, campaign } = find(world, event);
  if (!send || !campaign || send.status === 'Cancelled') return;
  const { approvalFromRecipients, approvalSeconds } = world.settings;
  const recipients = chooseRecipients(world, campaign, send.request);
  if (approvalFromRecipients > 0 && recipients.length >= approvalFromRecipients) {
    world.store.run("UPDATE campaigns SET status = 'RequiresSystemApproval' WHERE id = ?", campaign.id);
    scheduleEvent(world, world.now() + approvalSeconds * 1000, 'send.approved', event);
    return;
  }
  begin(world, event, campaign, send.request, recipients);
});

playEvent<SendEvent>('send.approved', (world, event) => {
  const { send, campaign } = find(world, event);
  if (send && campaign && send.status !== 'Cancelled')
    begin(world, event, campaign, send.request, chooseRecipients(world, campaign, send.request));
});

/** Some of an optimised send, at the hour that is theirs. Who left meanwhile is left out; a pause holds it up, an end drops it. */
playEvent<Wave>('send.wave', (world, event) => {
  const { send, campaign } = find(world, event);
  if (!send || !campaign || campaign.status === 'Cancelled') return;
  if (campaign.status === 'Paused') return scheduleEvent(world, afterLife(world, hour), 'send.wave', event);
  deliver(
    world,
    campaign,
    chooseRecipients(world, campaign, { ...send.request, addressBookIds: [], contactIds: event.contacts }),
    event.cast,
  );
});

playEvent<SendEvent>('send.done', endSend);
/** The end of a send whose waves took their time. */
playEvent<SendEvent>('send.waved', endSend);

function endSend(world: World, event: SendEvent): void {
  const { send, campaign } = find(world, event);
  if (!send || !campaign) return;
  if (campaign.status === 'Paused') return scheduleEvent(world, afterLife(world, hour), 'send.waved', event);
  world.store.run(
    'UPDATE sends SET status = ? WHERE id = ?',
    campaign.status === 'Cancelled' ? 'Cancelled' : 'Sent',
    event.id,
  );
  world.store.run("UPDATE campaigns SET status = 'Sent' WHERE id = ? AND status = 'Sending'", campaign.id);
}

function find(
  world: World,
  { id, account }: SendEvent,
): { send: ReturnType<typeof findSend>; campaign: Campaign | undefined } {
  const send = findSend(world, account, id);
  return { send, campaign: send && findCampaign(world, account, send.campaign) };
}

function begin(
  world: World,
  event: SendEvent,
  campaign: Campaign,
  request: SendRequest,
  recipients: Recipient[],
): void {
  const now = world.now();
  for (const book of booksOfSend(world, campaign.account, request)) {
    world.store.run(
      'INSERT INTO campaignBooks (campaign, book, sent) VALUES (?, ?, ?) ON CONFLICT (campaign, book) DO UPDATE SET sent = excluded.sent',
      campaign.id,
      book,
      now,
    );
  }
  world.store.run(
    "UPDATE campaigns SET status = 'Sending', sent = ?, touched = ? WHERE id = ?",
    now,
    now,
    campaign.id,
  );
  world.store.run("UPDATE sends SET status = 'Sending' WHERE id = ?", event.id);
  const { sendSeconds, sendRowsPerSecond } = world.settings;
  const end = now + (sendSeconds * 0.7 + recipients.length / sendRowsPerSecond) * 1000;
  if (request.optimised) scheduleWaves(world, event, recipients, end);
  else deliver(world, campaign, recipients);
  if (request.optimised)
    world.at(end, () => scheduleEvent(world, afterLife(world, (waves - 1) * hour), 'send.waved', event));
  else scheduleEvent(world, end, 'send.done', event);
}

// Everybody has an hour of their own, always the same.
function scheduleWaves(world: World, event: SendEvent, recipients: Recipient[], from: number): void {
  const cast = castRoles(recipients);
  const waveOf = (contact: number): number => (contact * 7) % waves;
  const bodies = Array.from({ length: waves }, (_, wave): Wave => ({
    ...event,
    contacts: recipients.map(({ id }) => id).filter((id) => waveOf(id) === wave),
    cast: { ...cast, roles: cast.roles.filter(({ contact }) => waveOf(contact) === wave) },
  }));
  const due = (wave: number): number => world.at(from - 1, () => afterLife(world, wave * hour));
  scheduleEvents(
    world,
    bodies.flatMap((body, wave) =>
      body.contacts.length === 0 ? [] : [{ due: due(wave), kind: 'send.wave', body }],
    ),
  );
}

/** A program's mail to some contacts; one who got it before is not counted again. */
export function sendTriggered(world: World, account: number, campaignId: number, contactIds: number[]): void {
  const campaign = getCampaign(world, account, campaignId);
  deliver(
    world,
    campaign,
    chooseRecipients(world, campaign, {
      campaignId,
      addressBookIds: [],
      contactIds,
      sendDate: null,
      splitTestOptions: null,
    }),
  );
  world.store.run('UPDATE campaigns SET sent = coalesce(sent, ?) WHERE id = ?', world.now(), campaignId);
}

function deliver(
  world: World,
  campaign: Campaign,
  recipients: Recipient[],
  cast: Cast = castRoles(recipients),
): void {
  const now = world.now();
  world.store.run(
    `INSERT INTO recipients (campaign, contact, email, isHtml, sent, touched)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, ?, ? FROM json_each(?)`,
    campaign.id,
    now,
    now,
    JSON.stringify(recipients.map(({ id, email, isHtml }) => [id, email, isHtml])),
  );
  world.store.run('UPDATE campaigns SET touched = ? WHERE id = ?', now, campaign.id);
  world.store.run(
    'UPDATE accounts SET emailCredits = max(0, emailCredits - ?) WHERE id = ?',
    recipients.length,
    campaign.account,
  );
  world.memo.delete('accounts');
  // One who fell out since the parts were given plays none; the events of strangers to the send are dropped anyway.
  scheduleEvents(world, planBehaviour(world, campaign, cast));
}
