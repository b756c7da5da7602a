import { Prisma } from '../db';
import type { DayFrame } from './filter-days';
import { conditionSql } from './condition-sql';
import type { FilterPath } from './filter-definition';
import type { ResolvedGroup, ResolvedRule } from './resolve-filter';

export type PlacedSql = { path: FilterPath; sql: Prisma.Sql; kind: ResolvedRule['kind'] };

/** Each condition (before its Not) and each group by itself, with its place in the filter; without the filter as a whole. */
export function compileParts(group: ResolvedGroup, frame: DayFrame, path: FilterPath = []): PlacedSql[] {
  return group.rules.flatMap((rule, n): PlacedSql[] => {
    const at = [...path, n];
    if (rule.kind === 'condition') return [{ path: at, kind: 'condition', sql: conditionSql(rule, frame, compileFilter) }];
    return [{ path: at, kind: 'group', sql: compileFilter(rule, frame) }, ...compileParts(rule, frame, at)];
  });
}

/**
 * A resolved filter as one boolean SQL expression over recordSource (r and v), parameterised throughout.
 * Every part is true or false, never NULL, so that NOT turns each into exactly the others.
 */
export function compileFilter(group: ResolvedGroup, frame: DayFrame): Prisma.Sql {
  if (group.rules.length === 0) return Prisma.sql`TRUE`;
  const parts = group.rules.map((rule) => ruleSql(rule, frame));
  if (group.combinator === 'any') return Prisma.sql`(${Prisma.join(parts, ' OR ')})`;
  // None of: as a row of NOTs, each of which the planner can turn into an anti-join.
  const each = group.combinator === 'none' ? parts.map((part) => Prisma.sql`(NOT ${part})`) : parts;
  return Prisma.sql`(${Prisma.join(each, ' AND ')})`;
}

function ruleSql(rule: ResolvedRule, frame: DayFrame): Prisma.Sql {
  if (rule.kind === 'group') return compileFilter(rule, frame);
  const sql = conditionSql(rule, frame, compileFilter);
  return rule.not ? Prisma.sql`(NOT ${sql})` : sql;
}

/** One count per part, as c0, c1, …, of a FROM over recordSource. */
export const countEach = (parts: readonly PlacedSql[]): Prisma.Sql =>
  Prisma.join(parts.map((part, n) => Prisma.sql`count(*) FILTER (WHERE ${part.sql}) AS ${Prisma.raw(`c${n}`)}`));
