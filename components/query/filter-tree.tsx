'use client';

import { useMemo, useState } from 'react';
import { generateID, QueryBuilder, type RuleGroupType } from 'react-querybuilder';

import type { BuilderContext, TreeProps } from './builder-context';
import { ConditionRow } from './condition-row';
import { GroupBox } from './group-box';
import { fromQuery, toQuery } from './query-form';

const controls = { ruleGroup: GroupBox, rule: ConditionRow };
const combinators = [
  { name: 'all', label: 'All of' },
  { name: 'any', label: 'Any of' },
  { name: 'none', label: 'None of' },
];

/** One tree of groups and conditions. What each part looks like is ours; react-querybuilder keeps the tree. */
export function FilterTree({ label, value, onChange, ...given }: TreeProps) {
  const [query, setQuery] = useState<RuleGroupType>(() => toQuery(value));
  const options = useMemo(
    () => given.fields.map(({ name, label: text }) => ({ name, label: text })),
    [given.fields],
  );
  return (
    <div aria-label={label} role="group">
      <QueryBuilder
        query={query}
        onQueryChange={(next: RuleGroupType) => {
          setQuery(next);
          onChange(fromQuery(next));
        }}
        fields={options}
        context={given satisfies BuilderContext}
        controlElements={controls}
        combinators={combinators}
        onAddRule={(rule) => {
          given.focus.wish(rule.id, 'field');
          return { ...rule, field: '', operator: '' };
        }}
        onAddGroup={(group) => {
          const id = generateID();
          given.focus.wish(id, 'field');
          return { ...group, combinator: 'any', rules: [{ id, field: '', operator: '', value: {} }] };
        }}
        autoSelectField={false}
        autoSelectOperator={false}
        resetOnFieldChange={false}
        resetOnOperatorChange={false}
        suppressStandardClassnames
      />
    </div>
  );
}
