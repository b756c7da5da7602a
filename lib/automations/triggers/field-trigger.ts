import { keptText } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { empty, sql } = Prisma;

/**
 * A field got a value that it hadn't, from whomever, and has it. Records of one address that get it in one step are one person and one
 * event. What a new record came with is no change.
 */
export function fieldTrigger({ field, value }: Extract<AutomationTrigger, { kind: 'field' }>): TriggerSql {
  const [before, after] = [sql`(x.before #>> '{}')`, sql`(x.after #>> '{}')`];
  const isIt = value === null ? empty : sql`AND lower(${after}) = lower(${value}::text)`;
  const happened = sql`x.field = ${field}::text AND ${after} <> '' AND lower(${after}) IS DISTINCT FROM lower(${before}) ${isIt}`;
  return {
    from: () => sql`FROM record_changes x`,
    of: sql`x.record_id = r.id`,
    key: sql`('field:' || x.field || '@' || (extract(epoch FROM x.at) * 1000)::bigint)`,
    at: sql`x.at`,
    learnedAt: sql`x.at`,
    isOfOne: false,
    within: ({ from, to }) => sql`(x.field = ${field}::text AND x.at > ${from} AND x.at <= ${to})`,
    holds: sql`(${happened} AND ${after} = ${keptText(field)})`,
    held: sql`(${happened})`,
    tellsOfThePast: false,
    gone: { code: 'field_gone', words: 'The field got another value before it fired' },
  };
}
