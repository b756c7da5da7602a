'use client';

import { Plus } from 'lucide-react';
import { type RuleGroupProps, useRuleGroup } from 'react-querybuilder';

import { filterLimits, type Combinator } from '@/lib/filters/schemas';

import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { SegmentedControl } from '../ui/segmented-control';
import { type BuilderContext, placeWords, toldOf } from './builder-context';
import { ConditionRow } from './condition-row';
import { PlaceHandle, usePlace } from './place';
import { PlaceMenu } from './place-menu';
import { PlaceSize } from './place-size';

const options = [
  { value: 'all', label: 'All of' },
  { value: 'any', label: 'Any of' },
  { value: 'none', label: 'None of' },
] as const satisfies readonly { value: Combinator; label: string }[];

export function GroupBox(props: RuleGroupProps) {
  const group = useRuleGroup(props);
  const { path, schema, actions, translations } = props;
  const { count, foot, problems, prefix, within, ...told }: BuilderContext = props.context;
  const outermost = path.length === 0;
  const inner = prefix.length > 0;
  const fullPath = [...prefix, ...path];
  const place = `${within}${placeWords(path)}`.trim();
  const problem = inner && outermost ? undefined : toldOf(problems, fullPath);
  const { rules } = group.ruleGroup;
  const chosen = options.find(({ value }) => value === group.combinator)?.value ?? 'all';
  const { drop, over, move } = usePlace({ ...props, id: group.ruleGroup.id });
  const of = outermost ? '' : ` of group ${place}`;
  const to =
    outermost && !inner
      ? ''
      : outermost
        ? ` for each ${within.trim().split(' ').at(-1)} of condition ${within.split(',')[0]}`
        : ` to group ${place}`;

  return (
    <div
      role="group"
      aria-label={outermost ? (inner ? 'Orders' : 'Conditions') : `Group ${place}`}
      className={cn(
        !outermost && 'group/row relative my-1 rounded-md border bg-sunken py-3 pr-2 pl-2.5 sm:ml-5',
        outermost && !inner && 'py-3 pr-2 pl-4',
        over,
      )}
      {...(outermost ? {} : drop)}
      {...(outermost ? {} : { onKeyDown: move.onKeyDown })}
    >
      <div className="flex flex-wrap items-center gap-2">
        {!outermost && <PlaceHandle {...move} label={`Move group ${place}`} />}
        {(!inner || rules.length > 1 || !outermost) && (
          <SegmentedControl
            label={`Match${of}`}
            value={chosen}
            onChange={(next) => group.onCombinatorChange(next)}
            options={options}
          />
        )}
        <div className="ml-auto flex items-center gap-1 text-ink-3">
          {outermost && count && <div className="pr-2">{count}</div>}
          {!outermost && <PlaceSize {...told} path={fullPath} />}
          {!outermost && (
            <PlaceMenu
              name={`group ${place}`}
              {...move}
              onDuplicate={(event) => group.cloneGroup(event)}
              onRemove={(event) => group.removeGroup(event)}
            />
          )}
        </div>
      </div>
      {rules.map((rule, n) => {
        if (typeof rule === 'string') return null;
        const at = group.pathsMemo[n]?.path ?? [...path, n];
        const shared = {
          key: rule.id ?? n,
          id: rule.id,
          schema,
          actions,
          translations,
          path: at,
          context: props.context,
        };
        return 'rules' in rule ? (
          <GroupBox {...shared} key={shared.key} ruleGroup={rule} />
        ) : (
          <ConditionRow {...shared} key={shared.key} rule={rule} />
        );
      })}
      {problem && (
        <p className={cn('py-1 text-sm', problem.unfinished ? 'text-ink-3' : 'text-bad')}>
          {problem.message}
        </p>
      )}
      <div className="mt-1 flex flex-wrap items-center gap-1">
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Add condition${to}`}
          onClick={(event) => group.addRule(event)}
        >
          <Plus aria-hidden />
          Condition
        </Button>
        {prefix.length + path.length < filterLimits.depth - 1 && (
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Add group${to}`}
            onClick={(event) => group.addGroup(event)}
          >
            <Plus aria-hidden />
            Group
          </Button>
        )}
        {outermost && foot && <div className="ml-auto pr-2 text-sm text-ink-3">{foot}</div>}
      </div>
    </div>
  );
}
