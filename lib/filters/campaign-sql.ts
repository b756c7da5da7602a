import { Prisma } from '@/lib/db';
import { numberPasses, numberTest, startOf } from './comparisons';
import { addDays, type DayFrame } from './filter-days';
import { all, far, not, type Term } from './filter-term';
import { likeAnywhere } from './related-sql';
import type { CampaignScope, ResolvedCondition } from './resolve-filter';

const { sql } = Prisma;

/** Which recipients (or clicks) a condition is about, over an alias with campaign_id. */
export const inScope = ({ ids }: CampaignScope, alias: Prisma.Sql): Prisma.Sql => {
  if (ids === null) return sql`TRUE`;
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return sql`${alias}.campaign_id = ${only}::bigint`;
  return sql`${alias}.campaign_id = ANY(${[...ids]}::bigint[])`;
};

const c = sql`c`;
const k = sql`k`;

/** EXISTS rather than IN: false for someone without an address, and an index look-up where a hash of all recipients would not fit. */
const someMail = (test: Prisma.Sql): Term =>
  far(sql`EXISTS (SELECT 1 FROM campaign_recipients c WHERE c.email_key = r.email_key AND ${test})`);
const someClick = (test: Prisma.Sql): Term =>
  far(
    sql`EXISTS (SELECT 1 FROM campaign_clicks k WHERE k.email_key = r.email_key AND k.machine_rule IS NULL AND ${test})`,
  );

/** People of whom a number over their mails holds. */
const grouped = (scope: Prisma.Sql, having: Prisma.Sql): Term =>
  far(sql`EXISTS (
  SELECT 1 FROM (SELECT c.email_key FROM campaign_recipients c WHERE ${scope} GROUP BY c.email_key HAVING ${having}) g WHERE g.email_key = r.email_key)`);

/** Whoever it bounced from did not receive it (the indexes over recipients carry both marks). */
const arrived = sql`(NOT c.soft_bounced AND NOT c.hard_bounced)`;

/** Received, and did it in none: of some mails two joins are quickest, of their opposite one over all mails of each. */
const noneOf = (sent: Prisma.Sql, times: Prisma.Sql): Term =>
  all(
    [someMail(sql`${sent} AND ${arrived}`), not(someMail(sql`${sent} AND ${times} > 0`))],
    not(grouped(sent, sql`max(${times}) = 0 AND bool_or(${arrived})`)),
  );

const yes = (value: unknown, term: Term): Term => (value === true ? term : not(term));

/** Campaign activity as true or false; people without an address did nothing. */
export function campaignTerm(condition: ResolvedCondition, frame: DayFrame): Term {
  const { field, operator, value, campaigns, lastDays } = condition;
  const scope = inScope(campaigns, c);
  const since = (column: Prisma.Sql): Prisma.Sql =>
    lastDays === null ? sql`TRUE` : sql`${column} >= ${startOf(addDays(frame.today, -lastDays), frame)}`;
  // Where Dotdigital told no moment for the person, the campaign's own counts.
  const sentLately =
    lastDays === null
      ? sql`TRUE`
      : sql`(${since(sql`c.sent_at`)} OR (c.sent_at IS NULL AND c.campaign_id IN (SELECT e.id FROM email_campaigns e WHERE ${since(sql`e.sent_at`)})))`;
  const sent = sql`(${scope} AND ${sentLately})`;
  switch (field.name) {
    case 'campaign.link': {
      const clicks = sql`${inScope(campaigns, k)} AND ${since(sql`k.clicked_at`)}`;
      if (operator.name === 'any') return someClick(clicks);
      if (operator.name === 'is') return someClick(sql`${clicks} AND k.url = ${String(value)}::text`);
      const link = someClick(sql`${clicks} AND ${likeAnywhere(sql`k.url`, value)}`);
      return yes(operator.name === 'contains', link);
    }
    case 'campaign.sent':
    case 'campaign.received':
      return yes(value, someMail(sql`${sent} AND ${field.column}`));
    case 'campaign.opened':
      return yes(
        value,
        someMail(
          lastDays === null
            ? sql`${scope} AND ${field.column}`
            : sql`${scope} AND ${since(sql`c.human_last_opened_at`)}`,
        ),
      );
    case 'campaign.clicked':
      return yes(
        value,
        lastDays === null
          ? someMail(sql`${scope} AND ${field.column}`)
          : someClick(sql`${inScope(campaigns, k)} AND ${since(sql`k.clicked_at`)}`),
      );
    case 'campaign.neverOpened':
      return yes(value, noneOf(sent, sql`c.human_open_count`));
    case 'campaign.neverClicked':
      return yes(value, noneOf(sent, sql`c.human_click_count`));
    case 'campaign.sentNumber':
    case 'campaign.receivedNumber':
    case 'campaign.openedNumber':
    case 'campaign.clickedNumber':
      return campaignsTerm(condition, scope);
    case 'campaign.opens':
    case 'campaign.clicks':
      return timesTerm(condition, scope);
    default:
      return yes(value, someMail(sql`${scope} AND ${field.column}`));
  }
}

/** How many times, in one mail or in all together: 0 is asked of mails that arrived, more than that speaks for itself. */
function timesTerm({ field, operator, value, campaigns }: ResolvedCondition, scope: Prisma.Sql): Term {
  const zeroPasses = numberPasses(operator.name, 0, value);
  const holds = (times: Prisma.Sql, received: Prisma.Sql): Prisma.Sql => {
    const test = numberTest(operator.name, times, value);
    return zeroPasses ? sql`(${test} AND (${times} > 0 OR ${received}))` : test;
  };
  if (campaigns.together) return grouped(scope, holds(sql`sum(${field.column})`, sql`bool_or(${arrived})`));
  return someMail(sql`${scope} AND ${holds(field.column, arrived)}`);
}

/** How many campaigns: who is in none of them has 0. */
function campaignsTerm({ field, operator, value }: ResolvedCondition, scope: Prisma.Sql): Term {
  const counted = sql`${scope} AND ${field.column}`;
  const test = numberTest(operator.name, sql`count(*)`, value);
  return numberPasses(operator.name, 0, value)
    ? not(grouped(counted, sql`NOT ${test}`))
    : grouped(counted, test);
}
