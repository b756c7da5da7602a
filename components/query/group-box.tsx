'use client';

import { Plus, X } from 'lucide-react';
import { type RuleGroupProps, useRuleGroup } from 'react-querybuilder';

import { filterLimits, type Combinator } from '@/lib/marketing-lists/schemas';

import { Button, IconButton } from '../ui/button';
import { cn } from '../ui/cn';
import { SegmentedControl } from '../ui/segmented-control';
import { type BuilderContext, placeWords, toldOf } from './builder-context';
import { ConditionRow } from './condition-row';

const options = [
  { value: 'all', label: 'All of' },
  { value: 'any', label: 'Any of' },
  { value: 'none', label: 'None of' },
] as const satisfies readonly { value: Combinator; label: string }[];

export function GroupBox(props: RuleGroupProps) {
  const group = useRuleGroup(props);
  const { path, schema, actions, translations } = props;
  const { count, foot, problems }: BuilderContext = props.context;
  const outermost = path.length === 0;
  const place = placeWords(path);
  const name = outermost ? 'Filter' : `Group ${place}`;
  const problem = toldOf(problems, path);
  const { rules } = group.ruleGroup;
  const chosen = options.find(({ value }) => value === group.combinator)?.value ?? 'all';

  return (
    <div role="group" aria-label={name} className={cn(!outermost && 'my-1 rounded-md border bg-sunken p-3 sm:ml-5', outermost && 'p-3')}>
      <div className="flex flex-wrap items-center gap-2.5">
        <SegmentedControl label={outermost ? 'Match' : `Match of group ${place}`} value={chosen} onChange={(next) => group.onCombinatorChange(next)} options={options} />
        {outermost && <div className="ml-auto text-ink-3">{count}</div>}
        {!outermost && (
          <IconButton label={`Remove group ${place}`} size="sm" className="ml-auto" onClick={(event) => group.removeGroup(event)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {rules.map((rule, n) => {
        if (typeof rule === 'string') return null;
        const at = group.pathsMemo[n]?.path ?? [...path, n];
        const shared = { key: rule.id ?? n, id: rule.id, schema, actions, translations, path: at, context: props.context };
        return 'rules' in rule ? (
          <GroupBox {...shared} key={shared.key} ruleGroup={rule} />
        ) : (
          <ConditionRow {...shared} key={shared.key} rule={rule} />
        );
      })}
      {problem && <p className={cn('py-1 text-sm', problem.unfinished ? 'text-ink-3' : 'text-bad')}>{problem.message}</p>}
      <div className="mt-1 flex flex-wrap items-center gap-1">
        <Button size="sm" variant="quiet" aria-label={outermost ? 'Add condition' : `Add condition to group ${place}`} onClick={(event) => group.addRule(event)}>
          <Plus aria-hidden />
          Condition
        </Button>
        {path.length < filterLimits.depth - 1 && (
          <Button size="sm" variant="quiet" aria-label={outermost ? 'Add group' : `Add group to group ${place}`} onClick={(event) => group.addGroup(event)}>
            <Plus aria-hidden />
            Group
          </Button>
        )}
        {outermost && <div className="ml-auto text-sm text-ink-3">{foot}</div>}
      </div>
    </div>
  );
}
