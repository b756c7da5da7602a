import { hiddenListName } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { partSql } from './belonging-sql';
import { inScope } from './campaign-sql';
import { compileFilter } from './compile-filter';
import type { DayFrame } from './filter-days';
import { relatedValueSql } from './related-sql';
import type { ResolvedCondition } from './resolve-filter';

const { sql } = Prisma;

/** What the person has where a condition asks, as text to read; NULL: empty. Over recordSource, for a few people at a time. */
export function valueSql(condition: ResolvedCondition, frame: DayFrame): Prisma.Sql {
  const { field, where, ids, value, salt } = condition;
  if (field.about === 'campaign') return activityValueSql(condition, frame);
  switch (field.type) {
    case 'orders':
    case 'carts':
      return relatedValueSql(condition, field.type, where === null ? null : compileFilter(where, frame));
    case 'tags':
      return sql`(SELECT string_agg(t.name, ', ' ORDER BY lower(t.name)) FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = r.id)`;
    case 'lists':
      return sql`coalesce((SELECT string_agg(CASE WHEN l.owner_only AND l.owner_id IS NOT NULL THEN ${hiddenListName}::text ELSE '“' || l.name || '”' END, ', ' ORDER BY l.id) FROM list_items m JOIN marketing_lists l ON l.id = m.list_id
        WHERE m.record_id = r.id AND m.list_id = ANY(${[...ids]}::bigint[]) AND m.in_filter AND m.removed_at IS NULL), 'on none of them')`;
    case 'owner':
      return sql`(SELECT u.name FROM users u WHERE u.id = ${field.column})`;
    case 'split': {
      const parts = Array.isArray(value) ? Number(value[1]) : 2;
      return sql`('part ' || ${partSql(parts, salt)} || ${` of ${parts}`}::text)`;
    }
    case 'yesno':
      return sql`(CASE WHEN ${field.column} IS TRUE THEN 'yes' WHEN ${field.column} IS FALSE THEN 'no' END)`;
    case 'date':
      return sql`to_char(${field.column}, 'YYYY-MM-DD')`;
    case 'datetime':
      return sql`to_char(${field.column} AT TIME ZONE ${frame.zone}::text, 'YYYY-MM-DD HH24:MI')`;
    case 'choice':
      return field.choices && field.choices.length > 0
        ? sql`(CASE ${field.column}::text ${Prisma.join(
            field.choices.map((one) => sql`WHEN ${one.value}::text THEN ${one.label}::text`),
            ' ',
          )} ELSE ${field.column}::text END)`
        : sql`${field.column}::text`;
    default:
      return field.currencyColumn
        ? sql`(${field.column}::text || coalesce(' ' || ${field.currencyColumn}, ''))`
        : sql`nullif(${field.column}::text, '')`;
  }
}

function activityValueSql(condition: ResolvedCondition, frame: DayFrame): Prisma.Sql {
  const { field, campaigns } = condition;
  const c = sql`c`;
  const mails = sql`FROM campaign_recipients c WHERE c.email_key = r.email_key AND ${inScope(campaigns, c)}`;
  const perMail = (column: Prisma.Sql, did: string): Prisma.Sql => sql`(
    SELECT CASE WHEN count(*) = 0 THEN 'never received it' WHEN max(${column}) = 0 AND bool_and(c.soft_bounced OR c.hard_bounced) THEN 'it bounced' WHEN count(*) = 1 THEN ${`${did} `}::text || max(${column}) || '×'
      ELSE ${`${did} `}::text || sum(${column}) || '× in ' || count(*) || ' campaigns' END ${mails})`;
  switch (field.name) {
    case 'campaign.link':
      return sql`coalesce((SELECT string_agg(url, ', ') FROM (SELECT DISTINCT k.url FROM campaign_clicks k
        WHERE k.email_key = r.email_key AND k.machine_rule IS NULL AND ${inScope(campaigns, sql`k`)} ORDER BY k.url LIMIT 3) u), 'clicked no link')`;
    case 'campaign.opens':
    case 'campaign.opened':
    case 'campaign.neverOpened':
    case 'campaign.openedNumber':
      return perMail(sql`c.human_open_count`, 'opened');
    case 'campaign.clicks':
    case 'campaign.clicked':
    case 'campaign.neverClicked':
    case 'campaign.clickedNumber':
      return perMail(sql`c.human_click_count`, 'clicked');
    case 'campaign.sent':
    case 'campaign.sentNumber':
      return sql`(SELECT CASE WHEN count(*) = 0 THEN 'was sent none' ELSE 'was sent ' || count(*) END ${mails})`;
    case 'campaign.received':
    case 'campaign.receivedNumber':
      return sql`(SELECT CASE WHEN count(*) = 0 THEN 'was sent none' WHEN bool_and(NOT ${field.column}) THEN 'it bounced'
        ELSE 'received ' || count(*) FILTER (WHERE ${field.column}) END ${mails})`;
    default:
      return sql`(CASE WHEN ${compileFilter({ kind: 'group', combinator: 'all', rules: [{ ...condition, not: false, value: true }] }, frame)} THEN 'yes' ELSE 'no' END)`;
  }
}
