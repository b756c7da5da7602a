import type { Context } from '../../context';
import { Prisma, runRead } from '../../db';
import { permit } from '../../permissions';
import { countsBy, shownCounts } from '../figures';
import type { Audience, AudiencePart, RecipientAsk } from '../schemas';
import { livingOf, oldestOf, type Belonging, type Field, type FoundSplit } from './audience-split';
import { inMemory } from './in-memory';
import { nameParts } from './name-parts';
import { readRecipientAsk, recipientScope, type RecipientScope } from './recipient-ask';
import { resultsOf } from './recipient-grid';

const { sql } = Prisma;

/** So many values are told by name; the rest is added up. */
const most = 12;

type Row = {
  /** `all`: how many recipients there are, whatever is told apart. */
  kind: AudiencePart['kind'] | 'all';
  key: string | null;
  label: string | null;
  values: number;
  recipients: number;
  delivered: number;
  openers: number;
  clickers: number;
  unsubscribed: number;
};

/**
 * The people of a campaign told apart by what their record has now, most people first. Of several records of an address the oldest is
 * asked. One statement, whatever there is to tell apart; where it shows that addresses have several records, it is asked once more with
 * care for that, which takes about three times as long. null: nothing is asked for, or it is not there any more.
 */
export async function splitAudience(
  ctx: Context,
  id: string,
  ask: RecipientAsk = readRecipientAsk({}),
): Promise<Audience | null> {
  permit(ctx, 'crm.read');
  const scope = await recipientScope(ctx, id, ask);
  const { split } = scope;
  if (split === null) return null;
  const rows = await runRead(ctx, inMemory, async (question) => {
    const found = await question<Row>(partsSql(split, scope, livingOf(split.entity)));
    return isCountedTwice(found, split)
      ? question<Row>(partsSql(split, scope, oldestOf(split.entity)))
      : found;
  });
  const names = await nameParts(ctx, split, []);
  return {
    split: split.split,
    label: split.label,
    isMany: split.by.kind !== 'field',
    parts: rows.flatMap((row) => toPart(row, names)).sort(byPeople),
  };
}

/** Someone with two records is met twice. */
function isCountedTwice(rows: readonly Row[], { by }: FoundSplit): boolean {
  const [all, ...others] = [...rows].sort((a, b) => Number(b.kind === 'all') - Number(a.kind === 'all'));
  const met = by.kind === 'field' ? others.reduce((sum, row) => sum + row.recipients, 0) : (all?.values ?? 0);
  return met > (all?.recipients ?? 0);
}

type Scope = Pick<RecipientScope, 'campaignId' | 'machines' | 'revenue'>;

const counted = sql`
  count(*)::int AS recipients, (count(*) FILTER (WHERE delivered))::int AS delivered, (count(*) FILTER (WHERE opened))::int AS openers,
  (count(*) FILTER (WHERE clicked))::int AS clickers, (count(*) FILTER (WHERE unsubscribed))::int AS unsubscribed`;
const addedUp = sql`
  sum(recipients)::int AS recipients, sum(delivered)::int AS delivered, sum(openers)::int AS openers, sum(clickers)::int AS clickers,
  sum(unsubscribed)::int AS unsubscribed`;

/** Recipients with the record `r` that is asked of, and what they are told apart `by`. */
const peopleSql = (scope: Scope, records: Prisma.Sql, by: Prisma.Sql): Prisma.Sql => {
  const results = resultsOf(scope);
  return sql`
    SELECT ${by}, ${results.delivered} AS delivered, ${results.opened} AS opened, ${results.clicked} AS clicked, c.unsubscribed
    FROM campaign_recipients c LEFT JOIN crm_records r ON r.email_key = c.email_key AND ${records}
    WHERE c.campaign_id = ${scope.campaignId}`;
};

const partsSql = ({ by }: FoundSplit, scope: Scope, records: Prisma.Sql): Prisma.Sql =>
  by.kind === 'field'
    ? partsOfOne(peopleSql(scope, records, sql`r.entity, ${by.raw} AS raw`), by, scope)
    : partsOfMany(peopleSql(scope, records, setOf(by)), by, scope);

/** What a record has of these, looked up record by record as they lie; null: there is no record. */
const setOf = ({ held }: Belonging): Prisma.Sql =>
  sql`CASE WHEN r.id IS NOT NULL THEN ARRAY(SELECT h.raw FROM ${held} h WHERE h.record_id = r.id) END AS held`;

/**
 * Each has one value or none: the parts are sums of it. Grouped as it is spelled first, of which there are few, and by one thing, so that
 * workers share it.
 */
const partsOfOne = (people: Prisma.Sql, { key, label }: Field, { campaignId }: Scope): Prisma.Sql => sql`
  WITH spelled AS MATERIALIZED (
    SELECT CASE WHEN entity IS NOT NULL THEN '=' || coalesce(raw, '') END AS held, ${counted} FROM (${people}) p GROUP BY 1),
  told AS (
    SELECT CASE WHEN held IS NULL THEN 'none' WHEN held = '=' THEN 'empty' ELSE 'value' END AS kind, ${key(sql`raw`)} AS key,
      ${label(sql`raw`)} AS label, ${addedUp}
    FROM (SELECT *, substr(held, 2) AS raw FROM spelled) s GROUP BY 1, 2),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY recipients DESC, key) AS n FROM told)
  SELECT kind, key, label, 1 AS values, recipients, delivered, openers, clickers, unsubscribed
  FROM ranked WHERE kind = 'value' AND n <= ${most}::int
  UNION ALL
  SELECT CASE WHEN kind = 'value' THEN 'others' ELSE kind END, NULL, NULL, count(*)::int, ${addedUp}
  FROM ranked WHERE kind <> 'value' OR n > ${most}::int GROUP BY 1
  UNION ALL
  SELECT 'all', NULL, NULL, 0, count(*)::int, 0, 0, 0, 0 FROM campaign_recipients WHERE campaign_id = ${campaignId}`;

/**
 * Someone may have several: among the others they are one. People are counted by all that they have, of which there are few sets; every part
 * is a sum of those.
 */
const partsOfMany = (people: Prisma.Sql, { key, label }: Belonging, { campaignId }: Scope): Prisma.Sql => sql`
  WITH counted AS MATERIALIZED (SELECT held, ${counted} FROM (${people}) p GROUP BY held),
  ranked AS MATERIALIZED (
    SELECT raw, ${addedUp}, row_number() OVER (ORDER BY sum(recipients) DESC, raw) AS n FROM counted CROSS JOIN unnest(held) AS raw GROUP BY raw)
  SELECT 'value' AS kind, ${key(sql`raw`)} AS key, ${label(sql`raw`)} AS label, 1 AS values, recipients, delivered, openers, clickers, unsubscribed
  FROM ranked WHERE n <= ${most}::int
  UNION ALL
  SELECT 'others', NULL, NULL, (SELECT count(*)::int FROM ranked WHERE n > ${most}::int), ${addedUp}
  FROM counted WHERE NOT held <@ ARRAY(SELECT raw FROM ranked WHERE n <= ${most}::int) HAVING count(*) > 0
  UNION ALL
  SELECT CASE WHEN held IS NULL THEN 'none' ELSE 'empty' END, NULL, NULL, 0, ${addedUp}
  FROM counted WHERE held IS NULL OR held = '{}' GROUP BY 1
  UNION ALL
  SELECT 'all', NULL, NULL, (SELECT sum(recipients)::int FROM counted), count(*)::int, 0, 0, 0, 0
  FROM campaign_recipients WHERE campaign_id = ${campaignId}`;

const order = { value: 0, others: 1, empty: 2, none: 3 } as const;
const byPeople = (a: AudiencePart, b: AudiencePart): number =>
  order[a.kind] - order[b.kind] || b.counts.recipients - a.counts.recipients || (a.label < b.label ? -1 : 1);

function toPart(
  { kind, key, label, values, ...row }: Row,
  names: ReadonlyMap<string, string>,
): AudiencePart[] {
  if (kind === 'all') return [];
  const counts = countsBy((name) => (name in row ? row[name as keyof typeof row] : 0));
  return [
    {
      kind,
      key,
      label: names.get(key ?? '') ?? label ?? key ?? '',
      values,
      counts: shownCounts(counts, 'in'),
    },
  ];
}
