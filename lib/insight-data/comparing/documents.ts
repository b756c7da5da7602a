import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma, type Tx } from '@/lib/db';
import { addressesOutOfReach } from '@/lib/standing';
import type { Ref } from '../internal';

const { sql } = Prisma;

/** Of an account, with the books that lists are connected to: asked first, so that the planner knows how many people stand in them. */
export type Wanted = Ref & { books: readonly bigint[] };

export async function wantedOf(tx: Tx, ref: Ref): Promise<Wanted> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT c.address_book_id AS id FROM connections c
    WHERE c.integration_id = ${ref.integrationId}::bigint AND ${liveConnection('c')}`;
  return { ...ref, books: rows.map(({ id }) => id) };
}

/**
 * Whose orders and carts go out: whom a connected list holds in its book, as long as nothing may keep us from reaching them. Everyone
 * else's are deleted at Dotdigital. `also`: a further condition, over r.
 */
const people = ({ integrationId, books }: Wanted, also: Prisma.Sql): Prisma.Sql => sql`
  SELECT r.id, r.email_key FROM crm_records r
  WHERE r.entity = 'customer' AND r.deleted_at IS NULL AND r.email_key IN (
      SELECT b.email_key FROM book_members b
      WHERE b.address_book_id = ANY(${books}::bigint[]) AND b.present AND b.put_there_by_us)
    AND NOT EXISTS (SELECT FROM (${addressesOutOfReach(integrationId)}) o WHERE o.email_key = r.email_key) ${also}`;

const moment = (column: Prisma.Sql): Prisma.Sql =>
  sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Raised when documents are made in another way of the same values: everything is sent anew. */
const form = '1';

/** Names of keys are Dotdigital's, which its own templates, programs and reports read. `values`: all that a document is made of. */
const sources = {
  orders: {
    rows: sql`orders x`,
    goes: sql`TRUE`,
    values: sql`ROW(x.external_id, x.number, x.status, extract(epoch FROM x.placed_at), x.currency, x.total)`,
    items: sql`FROM order_items l WHERE l.order_id = x.id`,
    lines: sql`
      jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'qty', trim_scale(l.quantity), 'price', l.unit_price) ORDER BY l.n) AS lines,
      round(sum(l.quantity * l.unit_price), 2) AS subtotal`,
    document: sql`jsonb_build_object('id', coalesce(x.number, x.external_id), 'order_status', x.status, 'purchase_date', ${moment(sql`x.placed_at`)},
      'currency', x.currency, 'order_subtotal', coalesce(s.subtotal, x.total), 'order_total', x.total, 'products', coalesce(s.lines, '[]'::jsonb))`,
  },
  carts: {
    rows: sql`carts x`,
    goes: sql`x.status <> 'discarded'`,
    values: sql`
      ROW(x.external_id, x.status, extract(epoch FROM x.started_at), extract(epoch FROM x.touched_at), x.currency, x.total, x.url)`,
    items: sql`FROM cart_items l WHERE l.cart_id = x.id`,
    lines: sql`
      jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'quantity', trim_scale(l.quantity), 'unitPrice', l.unit_price,
        'salePrice', l.unit_price, 'totalPrice', round(l.quantity * l.unit_price, 2)) ORDER BY l.n) AS lines,
      round(sum(l.quantity * l.unit_price), 2) AS subtotal`,
    document: sql`jsonb_strip_nulls(jsonb_build_object('cartId', x.external_id, 'cartPhase', CASE x.status WHEN 'open' THEN 'ORDER_PENDING' ELSE 'ORDER_COMPLETE' END,
      'createdDate', ${moment(sql`x.started_at`)}, 'modifiedDate', ${moment(sql`x.touched_at`)}, 'currency', x.currency,
      'subTotal', coalesce(s.subtotal, x.total), 'grandTotal', x.total, 'cartUrl', x.url, 'lineItems', coalesce(s.lines, '[]'::jsonb)))`,
  },
};

/** A row as text says where each value begins and ends, so no two orders make the same. */
const lineValues = sql`string_agg(ROW(l.sku, l.name, l.quantity, l.unit_price)::text, '' ORDER BY l.n) AS line_values`;

const hashOf = (values: Prisma.Sql): Prisma.Sql =>
  sql`decode(md5(concat(${form}::text, ${values}::text, s.line_values)), 'hex') AS hash`;

/** What Dotdigital is to hold: key, purchase_id, record_id, email_key, and a hash that differs where the document does. */
export function wantedItems(wanted: Wanted): Prisma.Sql {
  const { rows, goes, values, items } = sources[wanted.kind];
  return sql`
    SELECT x.external_id AS key, x.id AS purchase_id, p.id AS record_id, p.email_key, ${hashOf(values)}
    FROM (${people(wanted, Prisma.empty)}) p JOIN ${rows} ON x.record_id = p.id
      LEFT JOIN LATERAL (SELECT ${lineValues} ${items}) s ON TRUE
    WHERE ${goes}`;
}

/** These keys alone, and whose they are: given as values, so that the planner knows how few they are whatever it knows of the tables. */
export type TheseAlone = { keys: readonly string[]; recordIds: readonly bigint[] };

export async function theseAlone(tx: Tx, { kind }: Ref, keys: readonly string[]): Promise<TheseAlone> {
  const { rows } = sources[kind];
  const owners = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT x.record_id AS id FROM ${rows} WHERE x.external_id = ANY(${keys}::text[])`;
  return { keys, recordIds: owners.map(({ id }) => id) };
}

/** The same of these alone: key, email_key, hash and document (text). */
export function wantedDocuments(wanted: Wanted, { keys, recordIds }: TheseAlone): Prisma.Sql {
  const { rows, goes, values, items, lines, document } = sources[wanted.kind];
  return sql`
    SELECT x.external_id AS key, p.email_key, ${hashOf(values)}, ${document}::text AS document
    FROM (${people(wanted, sql`AND r.id = ANY(${recordIds}::bigint[])`)}) p JOIN ${rows} ON x.record_id = p.id
      LEFT JOIN LATERAL (SELECT ${lines}, ${lineValues} ${items}) s ON TRUE
    WHERE ${goes} AND x.external_id = ANY(${keys}::text[])`;
}
