'use client';

import { X } from 'lucide-react';
import { type RuleProps, useRule } from 'react-querybuilder';

import { type FilterField, findOperator, operatorsByType } from '@/lib/marketing-lists/schemas';

import { IconButton } from '../ui/button';
import { cn } from '../ui/cn';
import { Num } from '../ui/numbers';
import { Select } from '../ui/select';
import { type BuilderContext, placeWords, toldOf } from './builder-context';
import { type ConditionDraft, draftOf } from './query-form';
import { ValueEditor } from './value-editor';

export function ConditionRow(props: RuleProps) {
  const rule = useRule(props);
  const { fields, campaigns, problems, sizes }: BuilderContext = props.context;
  const { path, actions } = props;
  const draft = draftOf(props.rule);
  const field = fields.find(({ name }) => name === props.rule.field);
  const operator = field && findOperator(field.type, props.rule.operator);
  const problem = toldOf(problems, path);
  const size = toldOf(sizes, path)?.count;
  const place = placeWords(path);

  const change = (next: ConditionDraft): void => actions.onPropChange('value', { ...draft, ...next }, path);
  const chooseField = (name: string): void => {
    const chosen = fields.find((one) => one.name === name);
    if (!chosen) return;
    actions.onPropChange('field', name, path);
    if (chosen.type !== field?.type) {
      actions.onPropChange('operator', operatorsByType[chosen.type][0]?.name ?? '', path);
      actions.onPropChange('value', { not: draft.not, value: chosen.type === 'yesno' ? true : undefined } satisfies ConditionDraft, path);
    } else if (chosen.type === 'choice') change({ value: undefined });
  };
  const chooseOperator = (name: string): void => {
    const next = field && findOperator(field.type, name);
    actions.onPropChange('operator', name, path);
    if (next?.value !== operator?.value) change({ value: undefined });
  };

  return (
    <div role="group" aria-label={`Condition ${place}`} className="group py-[5px]">
      <div className="flex flex-wrap items-center gap-2">
        {draft.not && <NotToggle pressed onPress={() => change({ not: false })} />}
        <Select
          aria-label="Field"
          className="w-auto max-w-full [&_select]:[field-sizing:content]"
          value={field ? field.name : ''}
          placeholder={props.rule.field && !field ? 'A field that is gone' : 'Choose a field'}
          options={fieldGroups(fields)}
          onChange={(event) => chooseField(event.target.value)}
        />
        {field?.about === 'campaign' && (
          <Select
            aria-label="Campaign"
            className="w-auto max-w-full sm:max-w-64 [&_select]:[field-sizing:content]"
            value={draft.campaignId ?? ''}
            placeholder="in any campaign"
            options={withMissing(campaigns, draft.campaignId)}
            onChange={(event) => change({ campaignId: event.target.value || undefined })}
          />
        )}
        {field && operatorsByType[field.type].length > 1 && (
          <Select
            aria-label="Comparison"
            className="w-auto max-w-full [&_select]:[field-sizing:content]"
            value={operator?.name ?? ''}
            placeholder={operator ? undefined : 'Choose a comparison'}
            options={operatorsByType[field.type].map(({ name, label }) => ({ value: name, label }))}
            onChange={(event) => chooseOperator(event.target.value)}
          />
        )}
        {field && operator && <ValueEditor field={field} kind={operator.value} value={draft.value} onChange={(value) => change({ value })} />}
        {size !== undefined && !problem && (
          <span className="figures order-last text-sm text-ink-3">
            <Num value={size} /> {draft.not && 'out'}
          </span>
        )}
        <span className="ml-auto flex items-center gap-1 opacity-100 transition-opacity duration-100 sm:opacity-0 sm:group-focus-within:opacity-100 sm:group-hover:opacity-100">
          {!draft.not && <NotToggle onPress={() => change({ not: true })} />}
          <IconButton label={`Remove condition ${place}`} size="sm" onClick={(event) => rule.removeRule(event)}>
            <X aria-hidden />
          </IconButton>
        </span>
      </div>
      {problem && <p className={cn('mt-1 text-sm', problem.unfinished ? 'text-ink-3' : 'text-bad')}>{problem.message}</p>}
      {!problem && field?.hint && <p className="mt-1 text-sm text-ink-3">{field.hint}</p>}
    </div>
  );
}

function NotToggle({ pressed = false, onPress }: { pressed?: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      autoFocus={false}
      onClick={onPress}
      className={cn(
        'rounded-sm border px-2.5 py-[3px] text-sm',
        pressed ? 'border-line-strong bg-accent-soft font-medium text-accent-text' : 'border-line-strong bg-surface text-ink-2 hover:text-ink',
      )}
    >
      Not
    </button>
  );
}

const fieldGroups = (fields: readonly FilterField[]) =>
  [...new Set(fields.map(({ group }) => group))].map((group) => ({
    label: group,
    options: fields.filter((field) => field.group === group).map(({ name, label }) => ({ value: name, label })),
  }));

const withMissing = (campaigns: BuilderContext['campaigns'], id: string | undefined) => [
  ...campaigns.map(({ value, label, hint }) => ({ value, label: `in ${label}`, hint })),
  ...(id && !campaigns.some(({ value }) => value === id) ? [{ value: id, label: 'in a campaign that is not listed' }] : []),
];
