import { Prisma } from '../db';
import type { ValueRule } from './row-schemas';

const { sql } = Prisma;

/** An expression used more than once, worked out once. */
export const once = (expression: Prisma.Sql, within: (made: Prisma.Sql) => Prisma.Sql): Prisma.Sql =>
  sql`(SELECT ${within(sql`made.x`)} FROM (SELECT ${expression} AS x OFFSET 0) made)`;

/** The text of a row, never NULL, after its rules in their order; an empty text is no value. */
export const applyRules = (text: Prisma.Sql, rules: readonly ValueRule[]): Prisma.Sql =>
  rules.reduce(applyRule, text);

function applyRule(text: Prisma.Sql, rule: ValueRule): Prisma.Sql {
  switch (rule.kind) {
    case 'default':
      return sql`coalesce(nullif(${text}, ''), ${rule.value}::text)`;
    case 'trim':
      return trimmed(text);
    case 'case':
      return { upper: sql`upper(${text})`, lower: sql`lower(${text})`, title: sql`initcap(${text})` }[
        rule.to
      ];
    case 'cut':
      return sql`left(${text}, ${rule.length}::int)`;
    case 'strip-html':
      return withoutHtml(text);
    case 'table': {
      // Of two lines for one value the first counts.
      const table = JSON.stringify(
        Object.fromEntries(rule.pairs.toReversed().map(({ from, to }) => [from.toLowerCase(), to])),
      );
      return once(
        text,
        (made) =>
          sql`coalesce(${table}::jsonb ->> lower(${made}), ${rule.others === 'keep' ? made : sql`''`})`,
      );
    }
  }
}

const trimmed = (text: Prisma.Sql): Prisma.Sql =>
  sql`regexp_replace(${text}, '^[[:space:]\u00a0]+|[[:space:]\u00a0]+$', '', 'g')`;

/** What a reader would see: without tags, comments, scripts and styles, with the usual entities as their signs, blanks as one. */
function withoutHtml(text: Prisma.Sql): Prisma.Sql {
  const steps: readonly [string, string][] = [
    ['<!--.*?-->', ''],
    ['<script\\M[^>]*?>.*?</script[^>]*?>', ''],
    ['<style\\M[^>]*?>.*?</style[^>]*?>', ''],
    ['</?(br|p|div|li|ul|ol|tr|td|th|table|h[1-6]|hr|blockquote)\\M[^>]*>', ' '],
    ['</?[a-z][^>]*>', ''],
    ['&nbsp;|&#160;', ' '],
    ['&lt;|&#60;', '<'],
    ['&gt;|&#62;', '>'],
    ['&quot;|&#34;', '"'],
    ['&apos;|&#39;', "'"],
    ['&amp;|&#38;', '&'],
    ['[[:space:]]+', ' '],
  ];
  return sql`btrim(${steps.reduce(
    (made, [pattern, by]) => sql`regexp_replace(${made}, ${pattern}::text, ${by}::text, 'gi')`,
    text,
  )})`;
}
