import type { World } from '../world';
import { pick, randomStream } from '../random';
import type { Campaign } from './campaign';
import { listLinks } from './links';

export interface Recipient {
  id: number;
  email: string;
  isHtml: number;
}

export interface MailEvent {
  due: number;
  kind: string;
  body: { campaign: number; contact: number; url?: string; device?: number };
}

const hour = 3600 * 1000;
const quickOpeners = 3;

/** At least one where there are enough people for it to be likely in life, else the usual share. */
const quota = (people: number, share: number, fromPeople: number): number => (people < fromPeople ? 0 : Math.max(1, Math.round(people * share)));

/**
 * What everyone who got the mail will do, decided when it is sent. Quotas rather than dice: even a book of ten shows
 * people who open once, who open often, who click and who leave. The first few come within minutes of the send, the
 * rest over days; `pace` then shortens all of it. `recipients` come shuffled.
 */
export function planBehaviour(world: World, campaign: Campaign, recipients: Recipient[]): MailEvent[] {
  const people = recipients.length;
  const random = randomStream(world.seed, 'behaviour', campaign.id, world.now() - campaign.created);
  const links = listLinks(campaign.html);
  const events: MailEvent[] = [];
  const from = world.now();
  const plan = (contact: Recipient, kind: string, hours: number, more: { url?: string; device?: number } = {}): void => {
    events.push({ due: from + (hours * hour) / world.settings.pace, kind: `mail.${kind}`, body: { campaign: campaign.id, contact: contact.id, ...more } });
  };

  const hardBounces = quota(people, 0.012, 12);
  const softBounces = quota(people, 0.01, 25);
  for (const [i, contact] of recipients.slice(0, hardBounces + softBounces).entries()) {
    plan(contact, i < hardBounces ? 'hardBounce' : 'softBounce', 0.02 + random() * 0.3);
  }

  const reachable = recipients.slice(hardBounces + softBounces).filter(({ isHtml }) => isHtml === 1);
  const openerCount = Math.min(reachable.length, people <= 2 ? people : Math.max(2, Math.round(people * 0.45)));
  const leavers = quota(people, 0.006, 8);
  const complainers = quota(people, 0.0008, 400);
  const repliers = quota(people, 0.003, 10);
  const forwarders = quota(people, 0.008, 15);

  for (const [i, contact] of reachable.slice(0, openerCount).entries()) {
    const opensOften = i % 2 === 1;
    const device = Math.floor(random() * 1000);
    const first = i < quickOpeners ? 0.1 + i * 0.12 : openDelay((i + random()) / openerCount, random());
    plan(contact, 'open', first, { device });
    const last = opensOften ? planMoreOpens(plan, contact, first, i < quickOpeners, random) : first;
    if (i % 3 === 0) planClicks(plan, contact, first, links, device, random);
    const oddRank = (i - 1) / 2;
    if (opensOften && oddRank < leavers) plan(contact, 'unsubscribe', Math.min(last, first + 0.3) + 0.1);
    else if (opensOften && oddRank < leavers + complainers) plan(contact, 'complain', first + 0.05 + random());
    if (i % 6 === 4 && (i - 4) / 6 < repliers) plan(contact, 'reply', first + 0.2 + random() * 5);
    if (i % 4 === 2 && (i - 2) / 4 < forwarders) plan(contact, 'forward', first + 0.1 + random() * 2);
  }
  return events.sort((a, b) => a.due - b.due);
}

/** Half have opened after two hours, nine in ten within ten, a few only after days. */
function openDelay(rank: number, chance: number): number {
  const quantile = Math.min(0.9995, (rank * 7.31 + chance * 0.01) % 1);
  return Math.min(160, 0.15 + 3 * (-Math.log(1 - quantile)) ** 1.5);
}

type Plan = (contact: Recipient, kind: string, hours: number, more?: { url?: string; device?: number }) => void;

function planMoreOpens(plan: Plan, contact: Recipient, first: number, quick: boolean, random: () => number): number {
  const more = 1 + Math.floor(random() * random() * 5);
  let at = first;
  for (let n = 0; n < more; n++) {
    at += quick && n === 0 ? 0.1 : -Math.log(1 - random() * 0.98) * 10;
    plan(contact, 'open', at, { device: Math.floor(random() * 1000) });
  }
  return at;
}

function planClicks(plan: Plan, contact: Recipient, first: number, links: [string, ...string[]], device: number, random: () => number): void {
  const clicks = 1 + Math.floor(random() * random() * 3);
  for (let n = 0; n < clicks; n++) plan(contact, 'click', first + 0.02 + n * 0.05 + random() * 0.04, { url: pick(random, links), device });
}
