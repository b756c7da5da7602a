'use client';

import { useMemo, useState } from 'react';
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder';

import type { FilterDefinition } from '@/lib/marketing-lists/schemas';

import type { BuilderContext } from './builder-context';
import { ConditionRow } from './condition-row';
import { GroupBox } from './group-box';
import { fromQuery, toQuery } from './query-form';

type FilterBuilderProps = BuilderContext & { value: FilterDefinition; onChange: (filter: FilterDefinition) => void };

const controls = { ruleGroup: GroupBox, rule: ConditionRow };

/** Groups of conditions, nested, by mouse and by keyboard. What each part looks like is ours; react-querybuilder keeps the tree. */
export function FilterBuilder({ value, onChange, fields, campaigns, problems, sizes, count, foot }: FilterBuilderProps) {
  const [query, setQuery] = useState<RuleGroupType>(() => toQuery(value));
  const context = useMemo<BuilderContext>(() => ({ fields, campaigns, problems, sizes, count, foot }), [fields, campaigns, problems, sizes, count, foot]);
  const options = useMemo(() => fields.map(({ name, label }) => ({ name, label })), [fields]);
  return (
    <QueryBuilder
      query={query}
      onQueryChange={(next: RuleGroupType) => {
        setQuery(next);
        onChange(fromQuery(next));
      }}
      fields={options}
      context={context}
      controlElements={controls}
      combinators={combinators}
      onAddGroup={(group) => ({ ...group, combinator: 'any' })}
      autoSelectField={false}
      autoSelectOperator={false}
      resetOnFieldChange={false}
      resetOnOperatorChange={false}
      suppressStandardClassnames
    />
  );
}

const combinators = [
  { name: 'all', label: 'All of' },
  { name: 'any', label: 'Any of' },
  { name: 'none', label: 'None of' },
];
