import { isEmail, normaliseEmail } from './contacts';
import { Failure, refuse } from './failure';
import { afterLife } from './life';
import { randomStream } from './random';
import { getCampaign, listFromAddresses, type Campaign } from './campaigns/campaign';
import type { World } from './world';

export interface TransactionalEmail {
  toAddresses?: string[] | null | undefined;
  ccAddresses?: string[] | null | undefined;
  bccAddresses?: string[] | null | undefined;
  subject?: string | null | undefined;
  fromAddress?: string | null | undefined;
  htmlContent?: string | null | undefined;
  plainTextContent?: string | null | undefined;
  metadata?: string | null | undefined;
  attachments?:
    | { fileName?: string | null | undefined; content?: string | null | undefined }[]
    | null
    | undefined;
}

const maxAddresses = 100;
const longestMetadata = 1500;
const maxAttachmentBytes = 15 * 1024 * 1024;
const hour = 3600 * 1000;

export function sendTransactional(world: World, account: number, email: TransactionalEmail): void {
  checkFrom(world, account, email.fromAddress);
  if (!email.subject?.trim()) throw refuse('ERROR_PARAMETER_INVALID', 'A subject is needed.');
  if (!email.htmlContent?.trim() && !email.plainTextContent?.trim())
    throw refuse('ERROR_PARAMETER_INVALID', 'A content is needed.');
  deliver(world, account, email, {
    subject: email.subject,
    html: email.htmlContent ?? '',
    plain: email.plainTextContent ?? '',
    campaign: null,
  });
}

export interface TriggeredEmail extends TransactionalEmail {
  campaignId: number;
  personalizationValues?:
    | { name?: string | null | undefined; value?: string | null | undefined }[]
    | null
    | undefined;
}

export function sendTriggeredEmail(world: World, account: number, email: TriggeredEmail): void {
  const campaign = getCampaign(world, account, email.campaignId);
  if (campaign.kind !== 'Triggered')
    throw refuse('ERROR_CAMPAIGN_INVALID', 'The campaign is not a triggered one.');
  const values = readValues(email.personalizationValues);
  deliver(world, account, email, {
    subject: fill(campaign.subject, values),
    html: fill(campaign.html, values),
    plain: fill(campaign.plain, values),
    campaign: campaign.id,
  });
}

export function readValues(given: TriggeredEmail['personalizationValues']): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of given ?? []) {
    if (!name?.trim())
      throw refuse('ERROR_INVALID_PERSONALISATION_VALUES', 'A personalisation value has no name.');
    values.set(name.trim().toUpperCase(), value ?? '');
  }
  return values;
}

export function fill(text: string, values: Map<string, string>): string {
  return text.replace(
    /@([A-Z0-9_-]{1,50})@/gi,
    (mark, name: string) => values.get(name.toUpperCase()) ?? mark,
  );
}

export function prepare(
  world: World,
  account: number,
  campaignId: number,
  values: Map<string, string>,
): { campaign: Campaign; html: string; plain: string } {
  const campaign = getCampaign(world, account, campaignId);
  return { campaign, html: fill(campaign.html, values), plain: fill(campaign.plain, values) };
}

function checkFrom(world: World, account: number, given: string | null | undefined): void {
  const address = normaliseEmail(/<([^>]+)>\s*$/.exec(given ?? '')?.[1] ?? given ?? '');
  const domains = listFromAddresses(world, account).map(({ email }) => email.slice(email.indexOf('@')));
  if (!isEmail(address) || !domains.some((domain) => address.endsWith(domain)))
    throw refuse('ERROR_PARAMETER_INVALID', 'The from address is not set up for this account.');
}

function deliver(
  world: World,
  account: number,
  email: TransactionalEmail,
  mail: { subject: string; html: string; plain: string; campaign: number | null },
): void {
  const groups = [email.toAddresses, email.ccAddresses, email.bccAddresses].map((group) =>
    (group ?? []).flatMap((text) => text.split(',')).map(normaliseEmail),
  );
  const recipients = groups.flat();
  if ((groups[0]?.length ?? 0) === 0 || groups.some((group) => group.length > maxAddresses))
    throw refuse('ERROR_PARAMETER_INVALID', 'Between 1 and 100 addresses are needed.');
  if (!recipients.every(isEmail)) throw refuse('ERROR_INVALID_EMAIL', 'An address is not valid.');
  if ((email.metadata?.length ?? 0) > longestMetadata)
    throw refuse('ERROR_PARAMETER_INVALID', 'The metadata is too long.');
  const bytes = (email.attachments ?? []).reduce(
    (sum, { content }) => sum + (content?.length ?? 0) * 0.75,
    0,
  );
  if (bytes > maxAttachmentBytes) throw refuse('ERROR_PARAMETER_INVALID', 'The attachments are too large.');

  for (const recipient of recipients) {
    world.store.run(
      "INSERT INTO mailbox (account, kind, recipient, sender, subject, html, plain, link, created) VALUES (?, 'transactional', ?, ?, ?, ?, ?, NULL, ?)",
      account,
      recipient,
      email.fromAddress ?? '',
      mail.subject,
      mail.html,
      mail.plain,
      world.now(),
    );
    noteFate(world, account, mail.campaign, recipient);
  }
}

/** What will become of it is decided at once and counts from its time on. */
function noteFate(world: World, account: number, campaign: number | null, recipient: string): void {
  const now = world.now();
  const random = randomStream(world.seed, 'transactional', recipient, now);
  const later = (hours: number): number => Math.round(afterLife(world, hours * hour));
  const bounced = random() < 0.02;
  const openAfter = 0.1 + random() * 8;
  const opened = !bounced && random() < 0.6;
  const clicked = opened && random() < 0.3;
  world.store.run(
    'INSERT INTO transactionalEmails (account, campaign, recipient, sent, bounced, opened, clicked, complained) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    account,
    campaign,
    recipient,
    now,
    bounced ? later(0.05) : null,
    opened ? later(openAfter) : null,
    clicked ? later(openAfter + 0.05) : null,
    opened && random() < 0.001 ? later(openAfter + 1) : null,
  );
}

export type Aggregation = 'AllTime' | 'Month' | 'Week' | 'Day';

export interface EmailStatistics {
  start: number;
  end: number;
  sent: number;
  delivered: number;
  opens: number;
  clicks: number;
  complaints: number;
  bounces: number;
}

const maxPeriods = 1000;

export function readStatistics(
  world: World,
  account: number,
  from: number,
  to: number,
  by: Aggregation,
): EmailStatistics[] {
  if (to < from) throw new Failure(400, 'ERROR_PARAMETER_INVALID', 'endDate lies before the start date.');
  const periods: EmailStatistics[] = [];
  let start = from;
  while (start < to && periods.length < maxPeriods) {
    const end = Math.min(to, by === 'AllTime' ? to : nextPeriod(start, by));
    periods.push({ start, end, ...countEmails(world, account, start, end) });
    start = end;
  }
  return periods;
}

function countEmails(
  world: World,
  account: number,
  start: number,
  end: number,
): Omit<EmailStatistics, 'start' | 'end'> {
  const now = world.now();
  const row = world.store.row<{
    sent: number;
    opens: number;
    clicks: number;
    complaints: number;
    bounces: number;
  }>(
    `SELECT count(*) AS sent, coalesce(sum(opened <= ?1), 0) AS opens, coalesce(sum(clicked <= ?1), 0) AS clicks, coalesce(sum(complained <= ?1), 0) AS complaints,
       coalesce(sum(bounced <= ?1), 0) AS bounces FROM transactionalEmails WHERE account = ?2 AND sent >= ?3 AND sent < ?4`,
    now,
    account,
    start,
    end,
  ) ?? { sent: 0, opens: 0, clicks: 0, complaints: 0, bounces: 0 };
  return { ...row, delivered: row.sent - row.bounces };
}

function nextPeriod(start: number, by: Exclude<Aggregation, 'AllTime'>): number {
  const date = new Date(start);
  if (by === 'Month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return start + (by === 'Week' ? 7 : 1) * 24 * hour;
}
