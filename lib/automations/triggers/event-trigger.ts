import { Prisma } from '@/lib/db';
import type { AutomationTrigger, PayloadCondition } from '../schemas';
import type { TriggerSql } from './trigger';

const { sql } = Prisma;

/**
 * An event that another system told of an address; the oldest living record of the automation's entity that carries it is meant. It
 * counts from when it was told, so that one with a time of long ago is seen and answered.
 */
export function eventTrigger({ name, payload }: Extract<AutomationTrigger, { kind: 'event' }>): TriggerSql {
  const conditions = payload.map((one) => sql`AND ${payloadSql(one)}`);
  const holds = sql`(e.name = ${name} ${conditions.length > 0 ? Prisma.join(conditions, ' ') : Prisma.empty}
    AND NOT EXISTS (
      SELECT FROM crm_records elder
      WHERE elder.email_key = r.email_key AND elder.entity = r.entity AND elder.deleted_at IS NULL AND elder.id < r.id))`;
  return {
    from: () => sql`FROM record_events e`,
    of: sql`e.email_key = r.email_key`,
    key: sql`('event:' || e.id)`,
    at: sql`e.at`,
    learnedAt: sql`e.created_at`,
    isOfOne: true,
    within: ({ from, to }) => sql`(e.created_at > ${from} AND e.created_at <= ${to} AND e.name = ${name})`,
    holds,
    held: holds,
    tellsOfThePast: true,
    gone: { code: 'event_gone', words: 'Another record has the address of the event by now' },
  };
}

/** A payload is whatever the other system made of it: what isn't there, or is of another kind, doesn't match. */
function payloadSql({ path, operator, value }: PayloadCondition): Prisma.Sql {
  const found = sql`(e.payload #> ${path.split('.')}::text[])`;
  const text = sql`(e.payload #>> ${path.split('.')}::text[])`;
  const number = sql`(CASE WHEN jsonb_typeof(${found}) = 'number' OR ${text} ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$' THEN ${text}::numeric END)`;
  switch (operator) {
    case 'is':
      return sql`coalesce(lower(${text}) = lower(${value}::text), FALSE)`;
    case 'is_not':
      return sql`(lower(${text}) = lower(${value}::text)) IS NOT TRUE`;
    case 'contains':
      return sql`coalesce(position(lower(${value}::text) IN lower(${text})) > 0, FALSE)`;
    case 'at_least':
      return sql`coalesce(${number} >= ${value}::text::numeric, FALSE)`;
    case 'at_most':
      return sql`coalesce(${number} <= ${value}::text::numeric, FALSE)`;
    case 'is_there':
      return sql`coalesce(jsonb_typeof(${found}) <> 'null', FALSE)`;
  }
}
