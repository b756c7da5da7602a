import { Prisma } from '@/lib/db';
import { recordSource } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { conditionTerm } from './condition-sql';
import type { FilterPath } from './filter-definition';
import type { DayFrame } from './filter-days';
import {
  all,
  any,
  asSets,
  hasFarChoice,
  not,
  rowByRow,
  type Render,
  type Rows,
  type Term,
} from './filter-term';
import type { ResolvedGroup, ResolvedRule } from './resolve-filter';

const { sql } = Prisma;

export type PlacedSql = { path: FilterPath; sql: Prisma.Sql; kind: ResolvedRule['kind'] };

/** Living records of an entity, over recordSource (r and v). */
export const livingRecords = (entity: CrmEntity): Prisma.Sql =>
  sql`r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL`;

const records = (where: Prisma.Sql): Rows => ({ id: sql`r.id`, from: recordSource, where });

/**
 * A resolved filter as one boolean SQL expression over recordSource (r and v), parameterised throughout, to be asked of a few
 * people at a time. Every part is true or false, never NULL, so that NOT turns each into exactly the others.
 */
export const compileFilter = (group: ResolvedGroup, frame: DayFrame): Prisma.Sql =>
  rowByRow(groupTerm(group, frame, rowByRow), records(sql`TRUE`));

/**
 * The same filter for everyone of an entity at once: any of several questions elsewhere is a union of those whom each means.
 * `beside`: of a filter with such a union, what holds next to it; null where there is no union.
 */
export function compileForEveryone(
  group: ResolvedGroup,
  frame: DayFrame,
  entity: CrmEntity,
): { sql: Prisma.Sql; beside: Prisma.Sql | null } {
  const term = groupTerm(group, frame, asSets);
  const rows = records(livingRecords(entity));
  const alone = term.kind === 'all' ? term.terms.filter((one) => !hasFarChoice(one)) : [];
  return { sql: asSets(term, rows), beside: hasFarChoice(term) ? asSets(all(alone), rows) : null };
}

/** Each condition (before its Not) and each group by itself, with its place in the filter; without the filter as a whole. */
export function compileParts(group: ResolvedGroup, frame: DayFrame, path: FilterPath = []): PlacedSql[] {
  return group.rules.flatMap((rule, n): PlacedSql[] => {
    const at = [...path, n];
    if (rule.kind === 'condition')
      return [
        {
          path: at,
          kind: 'condition',
          sql: compileFilter({ kind: 'group', combinator: 'all', rules: [{ ...rule, not: false }] }, frame),
        },
      ];
    return [{ path: at, kind: 'group', sql: compileFilter(rule, frame) }, ...compileParts(rule, frame, at)];
  });
}

/** What a group asks; one without a rule asks nothing (resolveFilter lets none through but the root of everyone). */
export function groupTerm(group: ResolvedGroup, frame: DayFrame, render: Render): Term {
  const terms = group.rules.map((rule) => ruleTerm(rule, frame, render));
  if (terms.length === 0 || group.combinator === 'all') return all(terms);
  return group.combinator === 'any' ? any(terms) : not(any(terms));
}

function ruleTerm(rule: ResolvedRule, frame: DayFrame, render: Render): Term {
  if (rule.kind === 'group') return groupTerm(rule, frame, render);
  const term = conditionTerm(rule, frame, (inner, rows) => render(groupTerm(inner, frame, render), rows));
  return rule.not ? not(term) : term;
}

/** One count per part, as c0, c1, …, of a FROM over recordSource. */
export const countEach = (parts: readonly PlacedSql[]): Prisma.Sql =>
  Prisma.join(parts.map((part, n) => sql`count(*) FILTER (WHERE ${part.sql}) AS ${Prisma.raw(`c${n}`)}`));
