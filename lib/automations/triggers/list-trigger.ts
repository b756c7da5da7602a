import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { sql } = Prisma;

/** Came onto a list, or left it, by whatever cause, and is there (or is not) at this moment. */
export function listTrigger({ listId, move }: Extract<AutomationTrigger, { kind: 'list' }>): TriggerSql {
  const id = BigInt(listId);
  const kinds = move === 'joined' ? ['joined', 'restored'] : ['left', 'removed', 'unsubscribed'];
  const isMember = sql`EXISTS (
    SELECT FROM list_items i WHERE i.list_id = ${id}::bigint AND i.record_id = r.id
      AND i.in_filter AND i.removed_at IS NULL AND i.unsubscribed_at IS NULL)`;
  const happened = sql`e.list_id = ${id}::bigint AND e.kind = ANY(${kinds}::text[])`;
  return {
    from: () => sql`FROM list_events e`,
    of: sql`e.record_id = r.id`,
    // People with one address who move in one evaluation are one person and one event.
    key: sql`('list:' || e.list_id || ':' || ${move}::text || '@' || (extract(epoch FROM e.at) * 1000)::bigint)`,
    at: sql`e.at`,
    learnedAt: sql`e.at`,
    isOfOne: false,
    within: ({ from, to }) => sql`(e.list_id = ${id}::bigint AND e.at > ${from} AND e.at <= ${to})`,
    holds: sql`(${happened} AND ${move === 'joined' ? isMember : sql`NOT ${isMember}`})`,
    held: sql`(${happened})`,
    tellsOfThePast: false,
    gone: {
      code: 'list_gone',
      words: move === 'joined' ? 'Left the list before it fired' : 'Came back to the list before it fired',
    },
  };
}
