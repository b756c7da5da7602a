import { Prisma } from '../db';
import type { TableFilter, TableQuery, TableSort } from '../table-query';
import { dateCondition, numberCondition } from './list-email-campaigns';
import { likePattern } from './internal';
import type { RecipientFilter, RecipientRow, RecipientSort } from './schemas';

/** One line per recipient; names and records come from the oldest record of the address. */
export const recipientTables = Prisma.sql`
  FROM campaign_recipients c
  JOIN email_campaigns e ON e.id = c.campaign_id
  LEFT JOIN dotdigital_contacts d ON d.integration_id = e.integration_id AND d.email_key = c.email_key`;

const recordOf = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT x.id, x.entity::text AS entity, x.email, nullif(trim(concat_ws(' ', x.first_name, x.last_name)), '') AS name
    FROM crm_records x WHERE x.email_key = c.email_key AND x.deleted_at IS NULL ORDER BY x.id LIMIT 1
  ) AS r ON true`;

/** What this campaign did to the person, else how Dotdigital sees the address now. */
const stateOf = Prisma.sql`CASE
  WHEN c.unsubscribed THEN 'unsubscribed'
  WHEN c.hard_bounced THEN 'hard_bounced'
  WHEN c.soft_bounced THEN 'soft_bounced'
  WHEN d.status IS NULL OR d.status IN ('Subscribed', 'SoftBounced') THEN 'subscribed'
  WHEN d.status = 'Unsubscribed' THEN 'unsubscribed_later'
  ELSE 'suppressed' END`;

export function recipientConditions(
  campaignId: bigint,
  timeZone: string,
  query: Pick<TableQuery<RecipientSort, RecipientFilter>, 'q' | 'filters'>,
): Prisma.Sql {
  const conditions = [
    Prisma.sql`c.campaign_id = ${campaignId}`,
    ...query.filters.map((filter) => condition(filter, timeZone)),
  ];
  if (query.q !== '') {
    const pattern = likePattern(query.q);
    conditions.push(Prisma.sql`(c.email_key ILIKE ${pattern} OR EXISTS (
      SELECT FROM crm_records x WHERE x.email_key = c.email_key AND x.deleted_at IS NULL
        AND concat_ws(' ', x.first_name, x.last_name) ILIKE ${pattern}))`);
  }
  return Prisma.join(conditions, ' AND ');
}

const recipientOrder: Record<RecipientSort, Prisma.Sql> = {
  email: Prisma.sql`c.email_key`,
  opens: Prisma.sql`c.open_count`,
  clicks: Prisma.sql`c.click_count`,
  replies: Prisma.sql`c.reply_count`,
  forwards: Prisma.sql`c.forward_count`,
  pageViews: Prisma.sql`c.page_view_count`,
  firstOpenedAt: Prisma.sql`c.first_opened_at`,
};

export type FoundRecipient = Omit<RecipientRow, 'recordId' | 'firstOpenedAt' | 'lastOpenedAt'> & {
  recordId: bigint | null;
  firstOpenedAt: Date | null;
  lastOpenedAt: Date | null;
};

export const toRecipientRow = (row: FoundRecipient): RecipientRow => ({
  ...row,
  recordId: row.recordId === null ? null : String(row.recordId),
  firstOpenedAt: row.firstOpenedAt?.toISOString() ?? null,
  lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
});

/** Cut to the page before names are looked up: only the page's own people are. */
export function recipientsQuery(
  where: Prisma.Sql,
  sort: TableSort<RecipientSort>,
  limit: Prisma.Sql,
): Prisma.Sql {
  const order = Prisma.sql`${recipientOrder[sort.field]} ${Prisma.raw(sort.direction === 'asc' ? 'ASC' : 'DESC')} NULLS LAST,
    c.dotdigital_contact_id`;
  return withNames(where, order, limit);
}

/** The same rows by contact, behind the one named: a page costs the same at any depth. */
export const recipientsByContact = (campaignId: bigint, after: bigint, size: number): Prisma.Sql =>
  withNames(
    Prisma.sql`c.campaign_id = ${campaignId} AND c.dotdigital_contact_id > ${after}`,
    Prisma.sql`c.dotdigital_contact_id`,
    Prisma.sql`LIMIT ${size}`,
  );

function withNames(where: Prisma.Sql, order: Prisma.Sql, limit: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH page AS (SELECT c.*, ${stateOf} AS state ${recipientTables} WHERE ${where} ORDER BY ${order} ${limit})
    SELECT c.dotdigital_contact_id AS "contactId", coalesce(r.email, c.email_key) AS email, r.name, r.id AS "recordId", r.entity,
      c.open_count AS opens, c.click_count AS clicks, c.reply_count AS replies, c.forward_count AS forwards,
      c.page_view_count AS "pageViews", c.first_opened_at AS "firstOpenedAt", c.last_opened_at AS "lastOpenedAt", c.state
    FROM page c ${recordOf}
    ORDER BY ${order}`;
}

function condition(filter: TableFilter<RecipientFilter>, timeZone: string): Prisma.Sql {
  if (filter.type === 'choice') return Prisma.sql`(${stateOf}) = ANY(${filter.value})`;
  if (filter.type === 'number') return numberCondition(recipientOrder[numberField(filter.field)], filter);
  if (filter.type === 'date')
    return dateCondition(Prisma.sql`c.first_opened_at AT TIME ZONE ${timeZone}`, filter.value);
  return Prisma.sql`true`;
}

const numberField = (field: RecipientFilter): RecipientSort => (field === 'state' ? 'opens' : field);
