import type { Tx } from '@/lib/db';
import { documentOf, type StoredAutomation } from '../internal';

type Told = {
  firingId: bigint;
  recordId: bigint;
  entity: string;
  email: string | null;
  eventKey: string;
  eventAt: Date;
  /** What is kept of the event itself; null: no more than what was waited for. */
  payload: unknown;
};

/** What a receiver is told of each firing (docs/automations.md), as the text that is signed. */
export async function writeBodies(
  tx: Tx,
  row: StoredAutomation,
  firingIds: readonly bigint[],
): Promise<{ firingId: bigint; body: string }[]> {
  const { kind, ...waitedFor } = documentOf(row).trigger;
  const told = await tx.$queryRaw<Told[]>`
    WITH told AS (
      SELECT f.id, f.record_id, f.event_key, f.event_at, split_part(f.event_key, ':', 1) AS kind,
        nullif(substring(f.event_key FROM '^(?:event|order|cart):([0-9]{1,18})'), '')::bigint AS of
      FROM automation_firings f WHERE f.id = ANY(${[...firingIds]}::bigint[]))
    SELECT t.id AS "firingId", t.record_id AS "recordId", r.entity::text, r.email, t.event_key AS "eventKey", t.event_at AS "eventAt",
      CASE t.kind
        WHEN 'event' THEN (SELECT jsonb_build_object('name', e.name, 'payload', e.payload) FROM record_events e WHERE e.id = t.of)
        WHEN 'order' THEN (
          SELECT jsonb_build_object('externalId', o.external_id, 'number', o.number, 'status', o.status, 'currency', o.currency, 'total', o.total,
            'placedAt', o.placed_at, 'items', coalesce((
              SELECT jsonb_agg(jsonb_build_object('sku', i.sku, 'name', i.name, 'quantity', i.quantity, 'unitPrice', i.unit_price) ORDER BY i.n)
              FROM order_items i WHERE i.order_id = o.id), '[]'))
          FROM orders o WHERE o.id = t.of)
        WHEN 'cart' THEN (
          SELECT jsonb_build_object('externalId', c.external_id, 'status', c.status, 'currency', c.currency, 'total', c.total, 'url', c.url,
            'touchedAt', c.touched_at, 'items', coalesce((
              SELECT jsonb_agg(jsonb_build_object('sku', i.sku, 'name', i.name, 'quantity', i.quantity, 'unitPrice', i.unit_price) ORDER BY i.n)
              FROM cart_items i WHERE i.cart_id = c.id), '[]'))
          FROM carts c WHERE c.id = t.of)
      END AS payload
    FROM told t JOIN crm_records r ON r.id = t.record_id`;
  return told.map(({ firingId, recordId, entity, email, eventKey, eventAt, payload }) => {
    const isTest = eventKey.startsWith('test:');
    return {
      firingId,
      body: JSON.stringify({
        firing: { id: String(firingId) },
        automation: { id: String(row.id), name: row.name },
        person: { recordId: String(recordId), entity, email },
        event: {
          kind: isTest ? 'test' : kind,
          key: eventKey,
          at: eventAt.toISOString(),
          payload: isTest ? {} : (payload ?? waitedFor),
        },
      }),
    };
  });
}
