import { Prisma } from '@/lib/db';

/** What a message may tell of the event of a firing `f`, as JSON: an event's payload, the figures of an order or a cart; else nothing. */
export const whatHappened = Prisma.sql`(
  CASE split_part(f.event_key, ':', 1)
    WHEN 'event' THEN (SELECT e.payload FROM record_events e WHERE e.id = split_part(f.event_key, ':', 2)::bigint)
    WHEN 'order' THEN (
      SELECT jsonb_build_object('number', coalesce(o.number, o.external_id), 'total', o.total::text, 'currency', o.currency)
      FROM orders o WHERE o.id = split_part(f.event_key, ':', 2)::bigint)
    WHEN 'cart' THEN (
      SELECT jsonb_build_object('total', c.total::text, 'currency', c.currency, 'url', c.url)
      FROM carts c WHERE c.id = split_part(split_part(f.event_key, ':', 2), '@', 1)::bigint)
  END)`;
