'use client';

import { type RuleProps, useRule } from 'react-querybuilder';

import { type FilterCatalogue, type FilterField, findOperator, operatorsByType } from '@/lib/filters/schemas';

import { cn } from '../ui/cn';
import { Select } from '../ui/select';
import { type BuilderContext, placeWords, toldOf } from './builder-context';
import { CampaignPicker } from './campaign-picker';
import { ConditionMeaning } from './condition-meaning';
import { DayLimit } from './day-limit';
import { FieldPicker } from './field-picker';
import { InnerConditions } from './inner-conditions';
import { PlaceHandle, usePlace } from './place';
import { PlaceMenu } from './place-menu';
import { PlaceSize } from './place-size';
import { type ConditionDraft, draftOf } from './query-form';
import { ValueEditor } from './value-editor';

export function ConditionRow(props: RuleProps) {
  const rule = useRule(props);
  const { fields, catalogue, problems, prefix, within, focus, ...told }: BuilderContext = props.context;
  const { path, actions } = props;
  const draft = draftOf(props.rule);
  const field = fields.find(({ name }) => name === props.rule.field);
  const operator = field && findOperator(field.type, props.rule.operator);
  const fullPath = [...prefix, ...path];
  const problem = toldOf(problems, fullPath);
  const place = `${within}${placeWords(path)}`;
  const { drop, over, move } = usePlace({ ...props, id: props.rule.id });

  const change = (next: ConditionDraft): void => actions.onPropChange('value', { ...draft, ...next }, path);
  const chooseField = (name: string): void => {
    const chosen = fields.find((one) => one.name === name);
    if (!chosen) return;
    actions.onPropChange('field', name, path);
    if (
      chosen.type === field?.type &&
      chosen.choices === field.choices &&
      chosen.about === field.about &&
      !chosen.money &&
      !field.money
    )
      return;
    const first = operatorsByType[chosen.type][0];
    actions.onPropChange('operator', first?.name ?? '', path);
    actions.onPropChange(
      'value',
      {
        not: draft.not,
        ...startOf(first?.value),
        ...(takesMoney(chosen, first?.name ?? '') ? currencyOf(chosen, catalogue) : {}),
      } satisfies ConditionDraft,
      path,
    );
  };
  const chooseOperator = (name: string): void => {
    const next = field && findOperator(field.type, name);
    actions.onPropChange('operator', name, path);
    const money = takesMoney(field, name) ? currencyOf(field, catalogue) : {};
    if (next?.value !== operator?.value) change({ ...cleared, ...startOf(next?.value), ...money });
    else if (draft.currency === undefined) change(money);
  };

  return (
    <div
      role="group"
      aria-label={`Condition ${place}`}
      className={cn('group/row relative py-[5px]', over)}
      {...drop}
      onKeyDown={move.onKeyDown}
    >
      <div className="flex items-start gap-1.5">
        <PlaceHandle {...move} label={`Move condition ${place}`} />
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
          {draft.not && <NotToggle pressed onPress={() => change({ not: false })} />}
          <FieldPicker
            fields={fields}
            name={props.rule.field}
            openAtFirst={focus.take(props.rule.id, 'field')}
            onChange={chooseField}
          />
          {field?.about === 'campaign' && (
            <CampaignPicker catalogue={catalogue} value={draft} onChange={change} />
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
          {field && operator && (
            <ValueEditor field={field} kind={operator.value} draft={draft} onChange={change} />
          )}
          {field?.money && operator && (takesMoney(field, operator.name) || draft.currency) && (
            <Select
              aria-label="Currency"
              className="w-auto"
              value={draft.currency ?? field.money.kept ?? ''}
              options={currencyOptions(field.money.kept, catalogue.currencies)}
              onChange={(event) => change({ currency: event.target.value || undefined })}
            />
          )}
          {field?.canLimitDays && (
            <DayLimit value={draft.lastDays} onChange={(lastDays) => change({ lastDays })} />
          )}
        </div>
        {!problem && <PlaceSize {...told} path={fullPath} out={draft.not} />}
        <PlaceMenu
          name={`condition ${place}`}
          {...move}
          not={draft.not === true}
          onNot={() => change({ not: !draft.not })}
          onDuplicate={(event) => rule.cloneRule(event)}
          onRemove={(event) => rule.removeRule(event)}
        />
      </div>
      <div className="pl-[30px]">
        {problem && (
          <p className={cn('mt-1 text-sm', problem.unfinished ? 'text-ink-3' : 'text-bad')}>
            {problem.message}
          </p>
        )}
        {!problem && field && operator && (
          <ConditionMeaning field={field} operator={operator} draft={draft} timeZone={catalogue.timeZone} />
        )}
        {field?.inner && operator?.name !== undefined && (
          <InnerConditions
            {...props.context}
            field={field}
            path={fullPath}
            place={place}
            value={draft.where}
            onChange={(where) => change({ where })}
          />
        )}
      </div>
    </div>
  );
}

const currencyOptions = (kept: string | null, all: readonly string[]) =>
  kept === null
    ? [{ value: '', label: 'in whatever currency' }, ...all.map((one) => ({ value: one, label: one }))]
    : [{ value: kept, label: kept }];

const cleared: ConditionDraft = { value: undefined, unit: undefined, salt: undefined, currency: undefined };

/** Orders and carts are compared by an amount only in their sums. */
const takesMoney = (field: FilterField | undefined, operator: string): boolean =>
  field?.money !== undefined &&
  (field.inner ? operator.startsWith('sum_') : findOperator(field.type, operator)?.value !== 'none');

/** A new condition on money names a currency: the one that it is kept in, else the most frequent. */
const currencyOf = (field: FilterField | undefined, { currencies }: FilterCatalogue): ConditionDraft =>
  field?.money ? { currency: field.money.kept ?? currencies[0] } : {};

/** What stands in a new condition before anyone typed. */
function startOf(
  kind: ReturnType<typeof findOperator> extends infer Op
    ? Op extends { value: infer Kind }
      ? Kind | undefined
      : never
    : never,
): ConditionDraft {
  if (kind === 'yesno') return { value: true };
  if (kind === 'part') return { value: [1, 2] };
  return {};
}

function NotToggle({ pressed, onPress }: { pressed: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className="rounded-sm border border-line-strong bg-accent-soft px-2.5 py-[3px] text-sm font-medium text-accent-text"
    >
      Not
    </button>
  );
}
