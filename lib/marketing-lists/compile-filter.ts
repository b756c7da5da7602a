import { Prisma } from '../db';
import { conditionSql, type DayFrame } from './condition-sql';
import type { FilterPath } from './filter-definition';
import type { ResolvedCondition, ResolvedGroup } from './resolve-filter';

type PlacedSql = { path: FilterPath; sql: Prisma.Sql };

/** Each condition by itself, with its place in the filter. */
export function compileConditions(group: ResolvedGroup, frame: DayFrame, path: FilterPath = []): PlacedSql[] {
  return group.rules.flatMap((rule, n) =>
    rule.kind === 'group' ? compileConditions(rule, frame, [...path, n]) : [{ path: [...path, n], sql: conditionSql(rule, frame) }],
  );
}

/**
 * A resolved filter as one boolean SQL expression over `crm_records r`, parameterised throughout.
 * Every part is true or false, never NULL, so that NOT turns each into exactly the others.
 */
export function compileFilter(root: ResolvedGroup, frame: DayFrame): Prisma.Sql {
  return groupSql(root, frame);
}

function groupSql(group: ResolvedGroup, frame: DayFrame): Prisma.Sql {
  if (group.rules.length === 0) return Prisma.sql`TRUE`;
  const parts = group.rules.map((rule) => (rule.kind === 'group' ? groupSql(rule, frame) : oneSql(rule, frame)));
  if (group.combinator === 'any') return Prisma.sql`(${Prisma.join(parts, ' OR ')})`;
  // None of: as a row of NOTs, each of which the planner can turn into an anti-join.
  const each = group.combinator === 'none' ? parts.map((part) => Prisma.sql`(NOT ${part})`) : parts;
  return Prisma.sql`(${Prisma.join(each, ' AND ')})`;
}

function oneSql(condition: ResolvedCondition, frame: DayFrame): Prisma.Sql {
  const sql = conditionSql(condition, frame);
  return condition.not ? Prisma.sql`(NOT ${sql})` : sql;
}
