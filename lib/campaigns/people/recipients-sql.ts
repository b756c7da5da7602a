import { visibleRecords, type Context } from '../../context';
import { Prisma, type GridQuestion } from '../../db';
import { contactOf, countedOf, recipientGrid, stateOf } from './recipient-grid';
import type { RecipientRow } from '../schemas';
import { readRecipientAsk, type RecipientScope } from './recipient-ask';

/** Names and records come from the oldest record of the address that may be seen. */
export const recordOf = (ctx: Context): Prisma.Sql => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT x.id, x.entity::text AS entity, x.email, nullif(trim(concat_ws(' ', x.first_name, x.last_name)), '') AS name
    FROM crm_records x WHERE x.email_key = c.email_key AND x.deleted_at IS NULL AND ${visibleRecords(ctx, Prisma.sql`x`)} ORDER BY x.id LIMIT 1
  ) AS r ON true`;

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

/** One line per recipient, cut to the page before names and states are looked up: only those of the page's own people are. */
export function recipientsQuery(
  { from, where, order, page }: GridQuestion,
  { ctx, integrationId, machines }: Pick<RecipientScope, 'ctx' | 'integrationId' | 'machines'>,
): Prisma.Sql {
  const { opens, clicks, firstOpenedAt, lastOpenedAt } = countedOf(machines);
  return Prisma.sql`
  WITH page AS MATERIALIZED (SELECT c.* FROM ${from} WHERE ${where} ORDER BY ${order} ${page})
  SELECT c.dotdigital_contact_id AS "contactId", coalesce(r.email, c.email_key) AS email, r.name, r.id AS "recordId", r.entity,
    ${opens} AS opens, ${clicks} AS clicks, c.reply_count AS replies, c.forward_count AS forwards,
    c.page_view_count AS "pageViews", ${firstOpenedAt} AS "firstOpenedAt", ${lastOpenedAt} AS "lastOpenedAt", ${stateOf} AS state
  FROM page c ${contactOf(integrationId)} ${recordOf(ctx)}
  ORDER BY ${order}`;
}

/** The same rows by contact, behind the one named: a page costs the same at any depth. Dotdigital's own counts, as the API always gave them. */
export function recipientsByContact(
  { ctx, campaignId, integrationId }: Pick<RecipientScope, 'ctx' | 'campaignId' | 'integrationId'>,
  after: bigint,
  size: number,
): Prisma.Sql {
  const scope = {
    ctx,
    campaignId,
    integrationId,
    zone: 'UTC',
    ...readRecipientAsk({ machine: 'in' }),
    split: null,
  };
  const all = recipientGrid.ask({ q: '', filters: [], sort: recipientGrid.table.defaultSort }, scope);
  return recipientsQuery(
    {
      ...all,
      where: Prisma.sql`${all.where} AND ${all.id} > ${after}`,
      order: all.id,
      page: Prisma.sql`LIMIT ${size}`,
    },
    scope,
  );
}
