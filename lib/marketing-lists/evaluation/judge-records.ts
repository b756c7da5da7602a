import { recordSource } from '@/lib/crm';
import { type Ask, Prisma } from '@/lib/db';
import {
  compileParts,
  conditionWords,
  type ReadableFilter,
  type ResolvedCondition,
  type ResolvedGroup,
  valueSql,
} from '@/lib/filters';
import type { FilterPath } from '@/lib/filters/schemas';
import type { ExplainedRule } from '../schemas';

const { sql } = Prisma;
const keyOf = (path: FilterPath): string => path.join('.');

/** Per record: whether each part holds (a condition before its Not) and what the person has there. By the compiler's own SQL. */
export type Judgement = { holds: ReadonlyMap<string, boolean>; values: ReadonlyMap<string, string | null> };

export async function judgeRecords(
  ask: Ask,
  filter: Pick<ReadableFilter, 'root' | 'frame'>,
  recordIds: readonly string[],
): Promise<Map<string, Judgement>> {
  const { root, frame } = filter;
  const parts = compileParts(root, frame);
  const conditions = conditionsOf(root);
  if (recordIds.length === 0) return new Map();
  if (parts.length === 0)
    return new Map(recordIds.map((id) => [id, { holds: new Map(), values: new Map() }]));
  const rows = await ask<{ id: string; holds: boolean[]; values: (string | null)[] }>(sql`
    SELECT r.id::text AS id, ARRAY[${Prisma.join(parts.map((part) => part.sql))}]::boolean[] AS holds,
      ARRAY[${Prisma.join(conditions.map(({ condition }) => valueSql(condition, frame)))}]::text[] AS values
    FROM ${recordSource} WHERE r.id = ANY(${[...recordIds]}::bigint[])`);
  return new Map(
    rows.map(({ id, holds, values }) => [
      id,
      {
        holds: new Map(parts.map(({ path }, n) => [keyOf(path), holds[n] === true])),
        values: new Map(conditions.map(({ path }, n) => [keyOf(path), values[n] ?? null])),
      },
    ]),
  );
}

function conditionsOf(
  group: ResolvedGroup,
  path: FilterPath = [],
): { path: FilterPath; condition: ResolvedCondition }[] {
  return group.rules.flatMap((rule, n) =>
    rule.kind === 'group' ? conditionsOf(rule, [...path, n]) : [{ path: [...path, n], condition: rule }],
  );
}

const groupWords = { all: 'all of these', any: 'any of these', none: 'none of these' } as const;

/** The filter as a tree of ticks and crosses for one person. */
export function explainRules(
  filter: Pick<ReadableFilter, 'root' | 'frame'>,
  judgement: Judgement,
): ExplainedRule {
  const explain = (rule: ResolvedGroup | ResolvedCondition, path: FilterPath): ExplainedRule => {
    if (rule.kind === 'condition') {
      const holds = (judgement.holds.get(keyOf(path)) ?? false) !== rule.not;
      const value = judgement.values.get(keyOf(path)) ?? 'empty';
      return {
        path,
        kind: 'condition',
        combinator: null,
        not: rule.not,
        words: conditionWords(rule, filter.frame),
        value,
        holds,
        rules: [],
      };
    }
    const rules = rule.rules.map((one, n) => explain(one, [...path, n]));
    const { combinator } = rule;
    const holds = path.length > 0 ? (judgement.holds.get(keyOf(path)) ?? false) : combined(combinator, rules);
    return {
      path,
      kind: 'group',
      combinator,
      not: false,
      words: groupWords[combinator],
      value: null,
      holds,
      rules,
    };
  };
  return explain(filter.root, []);
}

/** The whole, of its parts; a filter without a condition is everyone. */
function combined(combinator: keyof typeof groupWords, rules: readonly ExplainedRule[]): boolean {
  if (rules.length === 0) return true;
  if (combinator === 'all') return rules.every(({ holds }) => holds);
  return combinator === 'any' ? rules.some(({ holds }) => holds) : !rules.some(({ holds }) => holds);
}

/** The first condition, as one reads, that made a part what it is. */
export function decidingRule(rule: ExplainedRule): ExplainedRule | null {
  if (rule.kind === 'condition') return rule;
  const { combinator, holds, rules } = rule;
  const wanted = combinator === 'any' ? holds : combinator === 'all' ? holds : !holds;
  const decisive = rules.find((one) => one.holds === wanted) ?? rules[0];
  return decisive ? decidingRule(decisive) : null;
}

/** Every condition that would have to change for the part to become true, the shortest way through each "any". */
export function whatWouldHaveToChange(rule: ExplainedRule, wanted = true): ExplainedRule[] {
  if (rule.holds === wanted) return [];
  if (rule.kind === 'condition') return [rule];
  // All must hold, or none may: each that doesn't. One is enough: the one with the least to change.
  const each = rule.combinator === 'none' ? !wanted : wanted;
  const everyOne = rule.combinator === 'any' ? !wanted : rule.combinator === 'all' ? wanted : wanted;
  const ways = rule.rules.map((one) => whatWouldHaveToChange(one, each));
  if (everyOne) return ways.flat();
  return ways.filter((way) => way.length > 0).sort((a, b) => a.length - b.length)[0] ?? [];
}
