import type { World } from '../world';
import { afterLife } from '../life';
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
/** One reader in so many has a mail client whose proxy opens the mail as well. */
const proxiedReaders = 10;

/** At least one where there are enough people for it to be likely in life, else the usual share. */
const quota = (people: number, share: number, fromPeople: number): number =>
  people < fromPeople ? 0 : Math.max(1, Math.round(people * share));

/** What part somebody plays in a send: of the readers, the how-manieth. */
export interface Role {
  contact: number;
  part: 'hardBounce' | 'softBounce' | 'reader' | 'machineOpen' | 'scan';
  rank: number;
}

/** The parts of a whole send; who has none gets the mail and does nothing. */
export interface Cast {
  people: number;
  readers: number;
  roles: Role[];
}

/** Quotas rather than dice: even a book of ten shows people who open once, who open often, who click and who leave. `recipients` come shuffled. */
export function castRoles(recipients: Recipient[]): Cast {
  const people = recipients.length;
  const hardBounces = quota(people, 0.012, 12);
  const softBounces = quota(people, 0.01, 25);
  const reachable = recipients.slice(hardBounces + softBounces).filter(({ isHtml }) => isHtml === 1);
  const readers = Math.min(reachable.length, people <= 2 ? people : Math.max(2, Math.round(people * 0.45)));
  const bounces = recipients.slice(0, hardBounces + softBounces).map(({ id }, i): Role => ({
    contact: id,
    part: i < hardBounces ? 'hardBounce' : 'softBounce',
    rank: i,
  }));
  const cast = (part: Role['part'], from: number, count: number): Role[] =>
    reachable.slice(from, from + count).map(({ id }, rank): Role => ({ contact: id, part, rank }));
  // Among those who read nothing: opens that a privacy proxy makes, and gateways that try every link.
  const proxied = quota(people, 0.03, 20);
  return {
    people,
    readers,
    roles: [
      ...bounces,
      ...cast('reader', 0, readers),
      ...cast('machineOpen', readers, proxied),
      ...cast('scan', readers + proxied, quota(people, 0.005, 60)),
    ],
  };
}

/**
 * What they will do, decided when the mail goes out. The first few readers come within minutes, the rest over days;
 * `pace` then shortens all of it.
 */
export function planBehaviour(
  world: World,
  campaign: Campaign,
  { people, readers, roles }: Cast,
): MailEvent[] {
  const links = listLinks(campaign.html);
  const events: MailEvent[] = [];
  const plan: Plan = (contact, kind, hours, more = {}) => {
    events.push({
      due: afterLife(world, hours * hour),
      kind: `mail.${kind}`,
      body: { campaign: campaign.id, contact, ...more },
    });
  };
  const leavers = quota(people, 0.006, 8);
  const complainers = quota(people, 0.0008, 400);
  const repliers = quota(people, 0.003, 10);
  const forwarders = quota(people, 0.008, 15);

  for (const { contact, part, rank: i } of roles) {
    const random = randomStream(world.seed, 'behaviour', campaign.id, contact);
    if (part !== 'reader') {
      plan(
        contact,
        part,
        part === 'machineOpen' || part === 'scan' ? 0.001 + random() * 0.01 : 0.02 + random() * 0.3,
      );
      continue;
    }
    const opensOften = i % 2 === 1;
    const device = Math.floor(random() * 1000);
    const first = i < quickOpeners ? 0.1 + i * 0.12 : openDelay((i + random()) / readers, random());
    if (i % proxiedReaders === 3) plan(contact, 'machineOpen', 0.001 + random() * 0.01);
    plan(contact, 'open', first, { device });
    const last = opensOften ? planMoreOpens(plan, contact, first, i < quickOpeners, random) : first;
    if (i % 3 === 0) planClicks(plan, contact, first, links, device, random, world.settings.siteTracking);
    const oddRank = (i - 1) / 2;
    if (opensOften && oddRank < leavers) plan(contact, 'unsubscribe', Math.min(last, first + 0.3) + 0.1);
    else if (opensOften && oddRank < leavers + complainers)
      plan(contact, 'complain', first + 0.05 + random());
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

type Plan = (contact: number, kind: string, hours: number, more?: { url?: string; device?: number }) => void;

function planMoreOpens(
  plan: Plan,
  contact: number,
  first: number,
  quick: boolean,
  random: () => number,
): number {
  const more = 1 + Math.floor(random() * random() * 5);
  let at = first;
  for (let n = 0; n < more; n++) {
    at += quick && n === 0 ? 0.1 : -Math.log(1 - random() * 0.98) * 10;
    plan(contact, 'open', at, { device: Math.floor(random() * 1000) });
  }
  return at;
}

function planClicks(
  plan: Plan,
  contact: number,
  first: number,
  links: [string, ...string[]],
  device: number,
  random: () => number,
  tracked: boolean,
): void {
  const clicks = 1 + Math.floor(random() * random() * 3);
  for (let n = 0; n < clicks; n++) {
    const [at, url] = [first + 0.02 + n * 0.05 + random() * 0.04, pick(random, links)];
    plan(contact, 'click', at, { url, device });
    if (tracked) plan(contact, 'pageView', at + 0.001, { url });
  }
}
