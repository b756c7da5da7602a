import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { empty, sql } = Prisma;

/**
 * A cart that nobody touched for so long, and whose person ordered nothing since, on whatever record of the address. A change of the
 * cart is another event, with its own time.
 */
export function cartTrigger({ minutes }: Extract<AutomationTrigger, { kind: 'cart' }>): TriggerSql {
  const span = sql`make_interval(mins => ${minutes}::int)`;
  const ordered = (until: Prisma.Sql) => sql`(
    EXISTS (SELECT FROM orders o WHERE o.record_id = r.id AND o.placed_at >= c.touched_at AND o.status IN ('pending', 'completed') ${until})
    OR EXISTS (
      SELECT FROM crm_records twin JOIN orders o ON o.record_id = twin.id
      WHERE twin.email_key = r.email_key AND o.placed_at >= c.touched_at AND o.status IN ('pending', 'completed') ${until}))`;
  return {
    from: () => sql`FROM carts c`,
    of: sql`c.record_id = r.id`,
    key: sql`('cart:' || c.id || '@' || (extract(epoch FROM c.touched_at) * 1000)::bigint)`,
    at: sql`(c.touched_at + ${span})`,
    learnedAt: sql`c.updated_at`,
    isOfOne: true,
    within: ({ from, to }) => sql`(c.touched_at > ${from} - ${span} AND c.touched_at <= ${to} - ${span})`,
    holds: sql`(c.status = 'open' AND NOT ${ordered(empty)})`,
    held: sql`(c.status <> 'discarded' AND NOT ${ordered(sql`AND o.placed_at < c.touched_at + ${span}`)})`,
    tellsOfThePast: false,
    gone: { code: 'cart_gone', words: 'Ordered, or the cart changed, before it fired' },
  };
}
