'use client';

import { useState } from 'react';

import type { FilterField, FilterValue, ValueKind } from '@/lib/marketing-lists/schemas';

import { Combobox } from '../ui/combobox';
import { Input, Textarea } from '../ui/input';
import { Select } from '../ui/select';

type ValueEditorProps = {
  field: FilterField;
  kind: ValueKind;
  value: FilterValue | undefined;
  onChange: (value: FilterValue | undefined) => void;
};

export function ValueEditor({ field, kind, value, onChange }: ValueEditorProps) {
  switch (kind) {
    case 'none':
      return null;
    case 'text':
      return <Input aria-label="Value" className="w-52 max-w-full" maxLength={1_000} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)} />;
    case 'texts':
      return <TextsEditor value={textsOf(value)} onChange={onChange} />;
    case 'number':
      return <NumberInput label="Number" whole={field.type === 'count'} value={value} onChange={onChange} />;
    case 'days':
      return (
        <>
          <NumberInput label="Days" whole value={value} onChange={onChange} />
          <span className="text-ink-2">days</span>
        </>
      );
    case 'range': {
      const [low, high] = rangeOf(value);
      return (
        <Pair>
          <NumberInput label="From" whole={field.type === 'count'} value={low} onChange={(next) => onChange(numbers(next, high))} />
          <NumberInput label="To" whole={field.type === 'count'} value={high} onChange={(next) => onChange(numbers(low, next))} />
        </Pair>
      );
    }
    case 'date':
      return <DateInput label="Date" value={value} onChange={onChange} />;
    case 'dates': {
      const [from, to] = textsOf(value);
      return (
        <Pair>
          <DateInput label="From" value={from} onChange={(next) => onChange([next, to ?? ''])} />
          <DateInput label="To" value={to} onChange={(next) => onChange([from ?? '', next])} />
        </Pair>
      );
    }
    case 'choices':
      return (
        <Combobox aria-label="Values" multiple className="w-auto min-w-40" options={field.choices ?? []} value={textsOf(value)} onChange={(next) => onChange(next)} />
      );
    case 'yesno':
      return (
        <Select
          aria-label="Value"
          className="w-auto"
          value={value === false ? 'no' : 'yes'}
          options={[{ value: 'yes', label: 'yes' }, { value: 'no', label: 'no' }]}
          onChange={(event) => onChange(event.target.value === 'yes')}
        />
      );
  }
}

function Pair({ children: [first, second] }: { children: [React.ReactNode, React.ReactNode] }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {first}
      <span className="text-ink-2">and</span>
      {second}
    </span>
  );
}

type NumberInputProps = { label: string; whole: boolean; value: unknown; onChange: (value: number | undefined) => void };

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

function DateInput({ label, value, onChange }: { label: string; value: unknown; onChange: (value: string) => void }) {
  return <Input aria-label={label} type="date" className="w-40" value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)} />;
}

/** Keeps what is being typed; the values are its lines and what stands between commas. */
function TextsEditor({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const [text, setText] = useState(value.join('\n'));
  const count = splitTexts(text).length;
  return (
    <span className="inline-flex min-w-0 flex-col gap-1">
      <Textarea
        aria-label="Values"
        rows={Math.min(6, Math.max(2, text.split('\n').length))}
        className="w-72 max-w-full"
        placeholder="One per line, or with commas between"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(splitTexts(event.target.value));
        }}
      />
      {count > 6 && <span className="text-sm text-ink-3">{count} values</span>}
    </span>
  );
}

const splitTexts = (text: string): string[] => [...new Set(text.split(/[\n\r\t,]+/).map((one) => one.trim()).filter(Boolean))];

const textsOf = (value: FilterValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const rangeOf = (value: FilterValue | undefined): (number | undefined)[] =>
  Array.isArray(value) ? value.map((one) => (one === '' ? undefined : Number(one))) : [];

/** Half of a range is kept as texts until the other half stands. */
const numbers = (low: unknown, high: unknown): FilterValue =>
  typeof low === 'number' && typeof high === 'number' ? [low, high] : [low, high].map((one) => (typeof one === 'number' ? String(one) : ''));
