import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { empty, sql } = Prisma;

type CampaignTrigger = Extract<AutomationTrigger, { kind: 'campaign' }>;

/** Each email campaign that a person opens, clicks in or leaves unopened is one event; what machines did is none (decision 47). */
export function campaignTrigger(trigger: CampaignTrigger): TriggerSql {
  switch (trigger.did) {
    case 'opened':
      return opened(trigger);
    case 'clicked':
      return clicked(trigger);
    case 'not_opened':
      return notOpened(trigger);
  }
}

/** One email campaign, or those of a marketing campaign; of one that was merged, those of whom it went into. */
const inScope = ({ campaignId, marketingCampaignId }: CampaignTrigger): Prisma.Sql =>
  campaignId === null
    ? sql`e.marketing_campaign_id = (
        SELECT coalesce(m.merged_into_id, m.id) FROM marketing_campaigns m WHERE m.id = ${BigInt(marketingCampaignId ?? 0)}::bigint)`
    : sql`e.id = ${BigInt(campaignId)}::bigint`;

/** Recipients are addresses: the oldest living record of the entity that carries it is meant, as with events. */
const isTheirs = sql`NOT EXISTS (
  SELECT FROM crm_records elder
  WHERE elder.email_key = r.email_key AND elder.entity = r.entity AND elder.deleted_at IS NULL AND elder.id < r.id)`;

const byMachine = { code: 'machine_did', words: 'It was a machine, as is known by now' };

const ofRecipient = {
  from: () => sql`FROM campaign_recipients c JOIN email_campaigns e ON e.id = c.campaign_id`,
  of: sql`c.email_key = r.email_key`,
  isOfOne: false,
  tellsOfThePast: false,
};

function opened(trigger: CampaignTrigger): TriggerSql {
  const holds = sql`(${inScope(trigger)} AND c.human_open_count > 0 AND ${isTheirs})`;
  return {
    ...ofRecipient,
    key: sql`('opened:' || c.campaign_id)`,
    at: sql`c.human_first_opened_at`,
    learnedAt: sql`c.human_first_opened_at`,
    within: ({ from, to }) => sql`(c.human_first_opened_at > ${from} AND c.human_first_opened_at <= ${to})`,
    holds,
    held: holds,
    gone: byMachine,
  };
}

/** The first click of a person that counts. */
function clicked(trigger: CampaignTrigger): TriggerSql {
  const { link } = trigger;
  const counts = (of: Prisma.Sql) =>
    sql`${of}.machine_rule IS NULL ${link === null ? empty : sql`AND ${of}.url = ${link}::text`}`;
  const holds = sql`(${inScope(trigger)} AND ${counts(sql`c`)} AND ${isTheirs} AND NOT EXISTS (
    SELECT FROM campaign_clicks p
    WHERE p.campaign_id = c.campaign_id AND p.dotdigital_contact_id = c.dotdigital_contact_id AND p.clicked_at < c.clicked_at AND ${counts(sql`p`)}))`;
  return {
    ...ofRecipient,
    from: () => sql`FROM campaign_clicks c JOIN email_campaigns e ON e.id = c.campaign_id`,
    key: sql`('clicked:' || c.campaign_id)`,
    at: sql`c.clicked_at`,
    learnedAt: sql`c.clicked_at`,
    within: ({ from, to }) => sql`(c.clicked_at > ${from} AND c.clicked_at <= ${to})`,
    holds,
    held: holds,
    gone: byMachine,
  };
}

/** It arrived, and so many days later nobody had opened it; said only once Dotdigital was read after that time. */
function notOpened(trigger: CampaignTrigger): TriggerSql {
  const span = sql`make_interval(days => ${trigger.days}::int)`;
  const at = sql`(coalesce(c.sent_at, e.sent_at) + ${span})`;
  const arrived = sql`${inScope(trigger)} AND NOT c.soft_bounced AND NOT c.hard_bounced AND ${isTheirs}`;
  return {
    ...ofRecipient,
    key: sql`('unopened:' || c.campaign_id)`,
    at,
    learnedAt: at,
    within: ({ from, to }) => sql`(${at} > ${from} AND ${at} <= ${to} AND EXISTS (
      SELECT FROM import_cursors k
      WHERE k.integration_id = e.integration_id AND k.connector = 'activities' AND k.scope_id = e.dotdigital_id::text AND k.last_success_at >= ${at}))`,
    holds: sql`(${arrived} AND c.human_open_count = 0)`,
    held: sql`(${arrived} AND (c.human_open_count = 0 OR c.human_first_opened_at > ${at}))`,
    gone: { code: 'opened_since', words: 'Opened it before it fired' },
  };
}
