import type { RuleGroupType, RuleType } from 'react-querybuilder';

import type { FilterCondition, FilterDefinition, FilterGroup, FilterValue } from '@/lib/marketing-lists/schemas';
import { combinators } from '@/lib/marketing-lists/schemas';

/** What a condition holds besides field and operator; react-querybuilder carries it as the rule's value. */
export type ConditionDraft = { value?: FilterValue; campaignId?: string; not?: boolean };

export const draftOf = (rule: RuleType): ConditionDraft =>
  typeof rule.value === 'object' && rule.value !== null && !Array.isArray(rule.value) ? rule.value : {};

/** The stored filter in the shape of react-querybuilder. */
export const toQuery = (filter: FilterDefinition): RuleGroupType => groupToQuery(filter.root);

const groupToQuery = (group: FilterGroup): RuleGroupType => ({
  combinator: group.combinator,
  rules: group.rules.map((rule) => {
    if (rule.kind === 'group') return groupToQuery(rule);
    const { field, operator, value, campaignId, not } = rule;
    return { field, operator, value: { value, campaignId, not } satisfies ConditionDraft };
  }),
});

/** And back: only what the stored form knows. */
export const fromQuery = (query: RuleGroupType): FilterDefinition => ({ version: 1, root: groupFromQuery(query) });

function groupFromQuery(query: RuleGroupType): FilterGroup {
  return {
    kind: 'group',
    combinator: combinators.find((one) => one === query.combinator) ?? 'all',
    rules: query.rules.map((rule) => ('rules' in rule ? groupFromQuery(rule) : conditionFromQuery(rule))),
  };
}

function conditionFromQuery(rule: RuleType): FilterCondition {
  const { value, campaignId, not } = draftOf(rule);
  return {
    kind: 'condition',
    field: rule.field,
    operator: rule.operator,
    ...(value === undefined ? {} : { value }),
    ...(campaignId ? { campaignId } : {}),
    ...(not ? { not: true } : {}),
  };
}
