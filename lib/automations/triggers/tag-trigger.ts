import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { sql } = Prisma;

/** Got a tag that it hadn't, and still has it. */
export function tagTrigger({ tag }: Extract<AutomationTrigger, { kind: 'tag' }>): TriggerSql {
  const names = (of: Prisma.Sql) => sql`EXISTS (
    SELECT FROM jsonb_array_elements_text(CASE jsonb_typeof(${of}) WHEN 'array' THEN ${of} ELSE jsonb_build_array(${of}) END) said
    WHERE lower(said) = lower(${tag}::text))`;
  const happened = sql`x.field = 'tags' AND ${names(sql`x.after`)} AND NOT ${names(sql`x.before`)}`;
  return {
    from: () => sql`FROM record_changes x`,
    of: sql`x.record_id = r.id`,
    key: sql`('tag:' || x.id)`,
    at: sql`x.at`,
    learnedAt: sql`x.at`,
    isOfOne: true,
    within: ({ from, to }) => sql`(x.field = 'tags' AND x.at > ${from} AND x.at <= ${to})`,
    holds: sql`(${happened} AND EXISTS (
      SELECT FROM record_tags given JOIN tags t ON t.id = given.tag_id
      WHERE given.record_id = r.id AND lower(t.name) = lower(${tag}::text)))`,
    held: sql`(${happened})`,
    tellsOfThePast: false,
    gone: { code: 'tag_gone', words: 'The tag was taken off before it fired' },
  };
}
