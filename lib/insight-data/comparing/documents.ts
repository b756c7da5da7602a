import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma } from '@/lib/db';
import { addressesOutOfReach } from '@/lib/standing';
import type { Ref } from '../internal';

const { sql } = Prisma;

/**
 * Whose orders and carts go out: whom a connected list holds in its book, as long as nothing may keep us from reaching them. Everyone
 * else's are deleted at Dotdigital. `also`: a further condition, over r.
 */
const people = (integrationId: bigint, also: Prisma.Sql): Prisma.Sql => sql`
  SELECT r.id, r.email_key FROM crm_records r
  WHERE r.entity = 'customer' AND r.deleted_at IS NULL AND r.email_key IN (
      SELECT b.email_key FROM connections c JOIN book_members b ON b.address_book_id = c.address_book_id
      WHERE c.integration_id = ${integrationId}::bigint AND ${liveConnection('c')} AND b.present AND b.put_there_by_us)
    AND NOT EXISTS (SELECT FROM (${addressesOutOfReach(integrationId)}) o WHERE o.email_key = r.email_key) ${also}`;

const moment = (column: Prisma.Sql): Prisma.Sql =>
  sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Names of keys are Dotdigital's, which its own templates, programs and reports read. */
const sources = {
  orders: {
    rows: sql`orders x`,
    goes: sql`TRUE`,
    lines: sql`
      SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'qty', trim_scale(l.quantity), 'price', l.unit_price) ORDER BY l.n) AS lines,
        round(sum(l.quantity * l.unit_price), 2) AS subtotal
      FROM order_items l WHERE l.order_id = x.id`,
    document: sql`jsonb_build_object('id', coalesce(x.number, x.external_id), 'order_status', x.status, 'purchase_date', ${moment(sql`x.placed_at`)},
      'currency', x.currency, 'order_subtotal', coalesce(s.subtotal, x.total), 'order_total', x.total, 'products', coalesce(s.lines, '[]'::jsonb))`,
  },
  carts: {
    rows: sql`carts x`,
    goes: sql`x.status <> 'discarded'`,
    lines: sql`
      SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'quantity', trim_scale(l.quantity), 'unitPrice', l.unit_price,
          'salePrice', l.unit_price, 'totalPrice', round(l.quantity * l.unit_price, 2)) ORDER BY l.n) AS lines,
        round(sum(l.quantity * l.unit_price), 2) AS subtotal
      FROM cart_items l WHERE l.cart_id = x.id`,
    document: sql`jsonb_strip_nulls(jsonb_build_object('cartId', x.external_id, 'cartPhase', CASE x.status WHEN 'open' THEN 'ORDER_PENDING' ELSE 'ORDER_COMPLETE' END,
      'createdDate', ${moment(sql`x.started_at`)}, 'modifiedDate', ${moment(sql`x.touched_at`)}, 'currency', x.currency,
      'subTotal', coalesce(s.subtotal, x.total), 'grandTotal', x.total, 'cartUrl', x.url, 'lineItems', coalesce(s.lines, '[]'::jsonb)))`,
  },
};

/**
 * What Dotdigital is to hold: key, purchase_id, record_id, email_key and document (text). `only`: of these keys alone, whose people are
 * then looked up one by one.
 */
export function wantedDocuments({ integrationId, kind }: Ref, only?: Prisma.Sql): Prisma.Sql {
  const { rows, goes, lines, document } = sources[kind];
  const ofThese = only ? sql`AND x.external_id IN (${only})` : Prisma.empty;
  const theirs = only
    ? sql`AND r.id IN (SELECT x.record_id FROM ${rows} WHERE ${goes} ${ofThese})`
    : Prisma.empty;
  return sql`
    SELECT x.external_id AS key, x.id AS purchase_id, p.id AS record_id, p.email_key, ${document}::text AS document
    FROM (${people(integrationId, theirs)}) p JOIN ${rows} ON x.record_id = p.id LEFT JOIN LATERAL (${lines}) s ON TRUE
    WHERE ${goes} ${ofThese}`;
}

export const hashOf = (document: Prisma.Sql): Prisma.Sql => sql`decode(md5(${document}), 'hex')`;
