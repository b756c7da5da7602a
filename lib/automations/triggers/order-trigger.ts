import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { empty, sql } = Prisma;

/** A completed order: of those that the person completed, counted by the time they were placed. */
export function orderTrigger({
  which,
  n,
  over,
  skus,
}: Extract<AutomationTrigger, { kind: 'order' }>): TriggerSql {
  const place = which === 'first' ? 1 : n;
  const isPlace =
    which === 'any'
      ? empty
      : sql`AND ${place}::bigint = (
          SELECT count(*) FROM orders p
          WHERE p.record_id = o.record_id AND p.status = 'completed' AND (p.placed_at, p.id) <= (o.placed_at, o.id))`;
  const isOver =
    over === null
      ? empty
      : sql`AND o.currency = ${over.currency}::text AND o.total > ${over.amount}::text::numeric`;
  const contains =
    skus.length === 0
      ? empty
      : sql`AND EXISTS (SELECT FROM order_items i WHERE i.order_id = o.id AND i.sku = ANY(${skus}::text[]))`;
  const holds = sql`(o.status = 'completed' ${isOver} ${contains} ${isPlace})`;
  return {
    from: () => sql`FROM orders o`,
    of: sql`o.record_id = r.id`,
    key: sql`('order:' || o.id)`,
    at: sql`o.placed_at`,
    learnedAt: sql`o.updated_at`,
    isOfOne: true,
    within: ({ from, to }) => sql`(o.placed_at > ${from} AND o.placed_at <= ${to})`,
    holds,
    held: holds,
    tellsOfThePast: false,
    gone: { code: 'order_gone', words: 'The order was cancelled or changed before it fired' },
  };
}
