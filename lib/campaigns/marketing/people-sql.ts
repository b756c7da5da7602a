import { Prisma, type PrismaTypes } from '../../db';
import { peopleCountNames, type PeopleCounts } from '../figures';
import { isShown } from '../internal';

const { raw, sql } = Prisma;

/** What of a person's mails `r` makes them count; the one place that says it. Hard outweighs soft, so that the two add up to who bounced. */
const counted: Record<keyof PeopleCounts, string> = {
  recipients: 'TRUE',
  delivered: 'bool_or(NOT r.soft_bounced AND NOT r.hard_bounced)',
  openers: 'bool_or(r.open_count > 0)',
  clickers: 'bool_or(r.click_count > 0)',
  repliers: 'bool_or(r.reply_count > 0)',
  unsubscribed: 'bool_or(r.unsubscribed)',
  softBounced: 'bool_or(r.soft_bounced) AND NOT bool_or(r.hard_bounced)',
  hardBounced: 'bool_or(r.hard_bounced)',
  humanOpeners: 'bool_or(r.human_open_count > 0)',
  humanClickers: 'bool_or(r.human_click_count > 0)',
};

export const keptColumns: Record<keyof PeopleCounts, string> = {
  recipients: 'recipient_count',
  delivered: 'delivered_count',
  openers: 'opener_count',
  clickers: 'clicker_count',
  repliers: 'replier_count',
  unsubscribed: 'unsubscribed_count',
  softBounced: 'soft_bounced_count',
  hardBounced: 'hard_bounced_count',
  humanOpeners: 'human_opener_count',
  humanClickers: 'human_clicker_count',
};

const listed = (each: (name: keyof PeopleCounts) => string): PrismaTypes.Sql =>
  raw(peopleCountNames.map((name) => each(name)).join(', '));

/** The email campaigns (`c`, with their totals `t`) under a marketing campaign that its page shows. */
export const shownUnder = (marketingId: PrismaTypes.Sql): PrismaTypes.Sql => sql`
  email_campaigns c
  JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
  LEFT JOIN campaign_totals t ON t.campaign_id = c.id
  WHERE c.marketing_campaign_id = ${marketingId} AND ${isShown}`;

/** What was counted: which email campaigns, each at which revision of its recipients. Another text: count anew. */
export const basisOf = (marketingId: PrismaTypes.Sql): PrismaTypes.Sql => sql`
  (SELECT md5(coalesce(string_agg(c.id || '.' || coalesce(t.revision::text, ''), ',' ORDER BY c.id), '')) FROM ${shownUnder(marketingId)})`;

/** One row: the people of a marketing campaign, each once. */
export const countPeople = (marketingId: PrismaTypes.Sql): PrismaTypes.Sql => sql`
  SELECT ${listed((name) => `(count(*) FILTER (WHERE p."${name}"))::int AS "${name}"`)}
  FROM (
    SELECT ${listed((name) => `${counted[name]} AS "${name}"`)} FROM campaign_recipients r
    WHERE r.campaign_id IN (SELECT c.id FROM ${shownUnder(marketingId)})
    GROUP BY r.email_key) p`;

/** Counts and keeps them, in one statement, so that what is kept belongs to the revisions that stand beside it. */
export const keepPeople = (marketingId: bigint, now: Date): PrismaTypes.Sql => sql`
  INSERT INTO marketing_campaign_people AS k (marketing_campaign_id, counted_of, counted_at, ${listed((name) => keptColumns[name])})
  SELECT ${marketingId}, ${basisOf(sql`${marketingId}`)}, ${now}, ${listed((name) => `n."${name}"`)} FROM (${countPeople(sql`${marketingId}`)}) n
  ON CONFLICT (marketing_campaign_id) DO UPDATE SET counted_of = excluded.counted_of, counted_at = excluded.counted_at,
    ${listed((name) => `${keptColumns[name]} = excluded.${keptColumns[name]}`)}`;

export const selectKept = listed((name) => `k.${keptColumns[name]} AS "${name}"`);
