'use client';

import { type FilterField, type FilterValue, spanUnits, type ValueKind } from '@/lib/filters/schemas';

import { Combobox } from '../ui/combobox';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import type { ConditionDraft } from './query-form';
import { TextsEditor, textsOf } from './texts-editor';
import { CountedInput } from '@/components/ui/counted-input';

type ValueEditorProps = {
  field: FilterField;
  kind: ValueKind;
  draft: ConditionDraft;
  onChange: (change: ConditionDraft) => void;
};

export function ValueEditor({ field, kind, draft, onChange }: ValueEditorProps) {
  const { value } = draft;
  const set = (next: FilterValue | undefined): void => onChange({ value: next });
  switch (kind) {
    case 'none':
      return null;
    case 'text':
      return (
        <CountedInput
          aria-label="Value"
          className="w-52 max-w-full grow sm:grow-0"
          max={1_000}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => set(event.target.value)}
        />
      );
    case 'texts':
      return <TextsEditor value={textsOf(value)} onChange={set} />;
    case 'number':
      return <NumberInput label="Number" whole={isWhole(field)} value={value} onChange={set} />;
    case 'days':
      return (
        <span className="inline-flex items-center gap-2">
          <NumberInput label="Days" whole value={value} onChange={set} />
          <span className="text-ink-2">days</span>
        </span>
      );
    case 'span':
      return (
        <span className="inline-flex items-center gap-2">
          <NumberInput label="How many" whole value={value} onChange={set} />
          <Select
            aria-label="Unit"
            className="w-auto"
            value={draft.unit ?? 'days'}
            options={spanUnits.map((unit) => ({ value: unit, label: unit }))}
            onChange={(event) => onChange({ unit: spanUnits.find((unit) => unit === event.target.value) })}
          />
        </span>
      );
    case 'range': {
      const [low, high] = rangeOf(value);
      return (
        <Pair between="and">
          <NumberInput
            label="From"
            whole={isWhole(field)}
            value={low}
            onChange={(next) => set(numbers(next, high))}
          />
          <NumberInput
            label="To"
            whole={isWhole(field)}
            value={high}
            onChange={(next) => set(numbers(low, next))}
          />
        </Pair>
      );
    }
    case 'part': {
      const [part, parts] = rangeOf(value);
      return (
        <>
          <Pair between="of">
            <NumberInput label="Part" whole value={part} onChange={(next) => set(numbers(next, parts))} />
            <NumberInput label="Parts" whole value={parts} onChange={(next) => set(numbers(part, next))} />
          </Pair>
          <CountedInput
            aria-label="Dealt by the word"
            placeholder="word, optional"
            max={64}
            className="w-36"
            value={draft.salt ?? ''}
            onChange={(event) => onChange({ salt: event.target.value.trim() || undefined })}
          />
        </>
      );
    }
    case 'date':
      return <DateInput label="Date" value={value} onChange={set} />;
    case 'dates': {
      const [from, to] = textsOf(value);
      return (
        <Pair between="and">
          <DateInput label="From" value={from} onChange={(next) => set([next, to ?? ''])} />
          <DateInput label="To" value={to} onChange={(next) => set([from ?? '', next])} />
        </Pair>
      );
    }
    case 'choices':
      return (
        <Combobox
          aria-label="Values"
          multiple
          className="w-auto max-w-full min-w-40"
          options={withChosen(field, textsOf(value))}
          value={textsOf(value)}
          onChange={(next) => set(next)}
          placeholder={placeholders[field.type] ?? 'Choose'}
          emptyText={field.choices?.length ? 'Nothing found' : 'There is none yet'}
        />
      );
    case 'yesno':
      return (
        <Select
          aria-label="Value"
          className="w-auto"
          value={value === false ? 'no' : 'yes'}
          options={[
            { value: 'yes', label: 'yes' },
            { value: 'no', label: 'no' },
          ]}
          onChange={(event) => set(event.target.value === 'yes')}
        />
      );
  }
}

const placeholders: Partial<Record<FilterField['type'], string>> = {
  tags: 'Choose tags',
  owner: 'Choose people',
  lists: 'Choose lists',
};
const isWhole = (field: FilterField): boolean => field.type === 'count' && !field.name.endsWith('.total');

/** What was chosen and is gone still shows, as what it was called. */
const withChosen = (field: FilterField, chosen: string[]) => [
  ...(field.choices ?? []),
  ...chosen
    .filter((one) => !field.choices?.some(({ value }) => value === one))
    .map((one) => ({ value: one, label: one, hint: 'gone' })),
];

function Pair({
  between,
  children: [first, second],
}: {
  between: string;
  children: [React.ReactNode, React.ReactNode];
}) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {first}
      <span className="text-ink-2">{between}</span>
      {second}
    </span>
  );
}

type NumberInputProps = {
  label: string;
  whole: boolean;
  value: unknown;
  onChange: (value: number | undefined) => void;
};

function NumberInput({ label, whole, value, onChange }: NumberInputProps) {
  return (
    <Input
      aria-label={label}
      type="number"
      inputMode={whole ? 'numeric' : 'decimal'}
      min={whole ? 0 : undefined}
      step={whole ? 1 : 'any'}
      className="figures w-24"
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.valueAsNumber)}
    />
  );
}

function DateInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: unknown;
  onChange: (value: string) => void;
}) {
  return (
    <Input
      aria-label={label}
      type="date"
      className="w-40"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const rangeOf = (value: FilterValue | undefined): (number | undefined)[] =>
  Array.isArray(value) ? value.map((one) => (one === '' ? undefined : Number(one))) : [];

/** Half of a range is kept as texts until the other half stands. */
const numbers = (low: unknown, high: unknown): FilterValue =>
  typeof low === 'number' && typeof high === 'number'
    ? [low, high]
    : [low, high].map((one) => (typeof one === 'number' ? String(one) : ''));
