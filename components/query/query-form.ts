import { generateID, type RuleGroupType, type RuleType } from 'react-querybuilder';

import { combinators, type FilterCondition, type FilterGroup } from '@/lib/filters/schemas';

/** What a condition holds besides field and operator; react-querybuilder carries it as the rule's value. */
export type ConditionDraft = Omit<FilterCondition, 'kind' | 'field' | 'operator'>;

export const draftOf = (rule: RuleType): ConditionDraft =>
  typeof rule.value === 'object' && rule.value !== null && !Array.isArray(rule.value) ? rule.value : {};

/** A stored group in the shape of react-querybuilder. */
export const toQuery = (group: FilterGroup): RuleGroupType => ({
  id: generateID(),
  combinator: group.combinator,
  rules: group.rules.map((rule) => {
    if (rule.kind === 'group') return toQuery(rule);
    const { kind: _kind, field, operator, ...draft } = rule;
    return { id: generateID(), field, operator, value: draft satisfies ConditionDraft };
  }),
});

/** And back: only what the stored form knows. */
export const fromQuery = (query: RuleGroupType): FilterGroup => ({
  kind: 'group',
  combinator: combinators.find((one) => one === query.combinator) ?? 'all',
  rules: query.rules.map((rule) => ('rules' in rule ? fromQuery(rule) : conditionFromQuery(rule))),
});

function conditionFromQuery(rule: RuleType): FilterCondition {
  const { not, ...draft } = draftOf(rule);
  const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
  return {
    kind: 'condition',
    field: rule.field,
    operator: rule.operator,
    ...given,
    ...(not ? { not: true } : {}),
  };
}
