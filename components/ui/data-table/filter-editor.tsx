'use client';

import { type ReactNode, useId, useState } from 'react';

import type { TableFilter } from '@/lib/table-query';

import { Button } from '../button';
import { Checkbox } from '../checkbox';
import { Combobox } from '../combobox';
import { Input } from '../input';
import { RadioGroup } from '../radio-group';
import { type Option, Select } from '../select';
import { useViewer } from '../viewer';
import type { FilterField } from './use-table-state';

type EditorProps = { field: FilterField; filter?: TableFilter; onApply: (filter: TableFilter) => void };

export function FilterEditor({ field, filter, onApply }: EditorProps) {
  switch (field.filter.type) {
    case 'text':
      return <TextEditor field={field} filter={filter} onApply={onApply} />;
    case 'number':
      return <NumberEditor field={field} filter={filter} onApply={onApply} />;
    case 'choice':
      return <ChoiceEditor field={field} filter={filter} onApply={onApply} options={field.filter.options} load={field.filter.load} />;
    case 'date':
      return <DateEditor field={field} filter={filter} onApply={onApply} />;
    case 'boolean':
      return <BooleanEditor field={field} filter={filter} onApply={onApply} />;
  }
}

function Frame({ field, ready, onSubmit, children }: { field: FilterField; ready: boolean; onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      aria-label={`Filter by ${field.header}`}
      className="grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (ready) onSubmit();
      }}
    >
      <p className="font-medium">{field.header}</p>
      {children}
      <Button type="submit" size="sm" variant="primary" disabled={!ready} className="justify-self-end">
        Apply
      </Button>
    </form>
  );
}

function TextEditor({ field, filter, onApply }: EditorProps) {
  const given = filter?.type === 'text' ? filter : undefined;
  const [op, setOp] = useState<'contains' | 'is'>(given?.op ?? 'contains');
  const [value, setValue] = useState(given?.value ?? '');
  return (
    <Frame
      field={field}
      ready={value.trim() !== ''}
      onSubmit={() => onApply({ field: field.id, type: 'text', op, value: value.trim() })}
    >
      <Select
        aria-label="Comparison"
        value={op}
        onChange={(event) => setOp(event.target.value === 'is' ? 'is' : 'contains')}
        options={[
          { value: 'contains', label: 'contains' },
          { value: 'is', label: 'is exactly' },
        ]}
      />
      <Input aria-label="Value" autoFocus value={value} onChange={(event) => setValue(event.target.value)} />
    </Frame>
  );
}

const numberOps = ['gte', 'lte', 'eq', 'between'] as const;
const numberWords = { gte: 'at least', lte: 'at most', eq: 'is exactly', between: 'between' };

function NumberEditor({ field, filter, onApply }: EditorProps) {
  const given = filter?.type === 'number' ? filter : undefined;
  const [op, setOp] = useState<(typeof numberOps)[number]>(given?.op ?? 'gte');
  const [first, setFirst] = useState(given ? String(given.op === 'between' ? given.value[0] : given.value) : '');
  const [second, setSecond] = useState(given?.op === 'between' ? String(given.value[1]) : '');
  const valid = (text: string): boolean => text !== '' && Number.isFinite(Number(text));
  const base = { field: field.id, type: 'number' as const };
  return (
    <Frame
      field={field}
      ready={valid(first) && (op !== 'between' || valid(second))}
      onSubmit={() => {
        if (op !== 'between') return onApply({ ...base, op, value: Number(first) });
        const [low, high] = [Number(first), Number(second)].sort((a, b) => a - b);
        onApply({ ...base, op, value: [low ?? 0, high ?? 0] });
      }}
    >
      <Select
        aria-label="Comparison"
        value={op}
        onChange={(event) => setOp(numberOps.find((one) => one === event.target.value) ?? 'gte')}
        options={numberOps.map((one) => ({ value: one, label: numberWords[one] }))}
      />
      <div className="flex items-center gap-2">
        <Input aria-label="Value" autoFocus type="number" step="any" value={first} onChange={(event) => setFirst(event.target.value)} />
        {op === 'between' && (
          <>
            <span className="text-ink-3">to</span>
            <Input aria-label="Upper value" type="number" step="any" value={second} onChange={(event) => setSecond(event.target.value)} />
          </>
        )}
      </div>
    </Frame>
  );
}

type ChoiceProps = EditorProps & { options: Option[]; load?: (search: string) => Promise<Option[]> };

function ChoiceEditor({ field, filter, onApply, options, load }: ChoiceProps) {
  const id = useId();
  const [value, setValue] = useState<string[]>(filter?.type === 'choice' ? filter.value : []);
  const few = !load && options.length <= 12;
  return (
    <Frame
      field={field}
      ready={value.length > 0}
      onSubmit={() => onApply({ field: field.id, type: 'choice', op: 'any', value })}
    >
      {few ? (
        <div className="grid max-h-64 gap-0.5 overflow-y-auto">
          {options.map((option) => (
            <label key={option.value} htmlFor={`${id}-${option.value}`} className="flex items-center gap-2.5 py-1">
              <Checkbox
                id={`${id}-${option.value}`}
                checked={value.includes(option.value)}
                onCheckedChange={(checked) =>
                  setValue(checked === true ? [...value, option.value] : value.filter((one) => one !== option.value))
                }
              />
              {option.label}
            </label>
          ))}
        </div>
      ) : (
        <Combobox aria-label="Any of" multiple value={value} onChange={setValue} options={options} load={load} placeholder="Any of" />
      )}
    </Frame>
  );
}

/** "2026-11-21" in the person's own zone; Swedish writes days that way. */
const dayAgo = (days: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.now() - days * 86_400_000);

function DateEditor({ field, filter, onApply }: EditorProps) {
  const { zone } = useViewer();
  const given = filter?.type === 'date' ? filter.value : {};
  const [from, setFrom] = useState(given.from ?? '');
  const [to, setTo] = useState(given.to ?? '');
  const apply = (value: { from?: string; to?: string }): void => onApply({ field: field.id, type: 'date', op: 'between', value });
  return (
    <Frame field={field} ready={from !== '' || to !== ''} onSubmit={() => apply({ from: from || undefined, to: to || undefined })}>
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" onClick={() => apply({ from: dayAgo(0, zone) })}>
          Today
        </Button>
        <Button size="sm" onClick={() => apply({ from: dayAgo(6, zone) })}>
          Last 7 days
        </Button>
        <Button size="sm" onClick={() => apply({ from: dayAgo(29, zone) })}>
          Last 30 days
        </Button>
      </div>
      <div className="grid grid-cols-[44px_1fr] items-center gap-2">
        <span className="text-ink-3">From</span>
        <Input aria-label="From" type="date" value={from} max={to || undefined} onChange={(event) => setFrom(event.target.value)} />
        <span className="text-ink-3">To</span>
        <Input aria-label="To" type="date" value={to} min={from || undefined} onChange={(event) => setTo(event.target.value)} />
      </div>
    </Frame>
  );
}

function BooleanEditor({ field, filter, onApply }: EditorProps) {
  const [value, setValue] = useState(filter?.type === 'boolean' ? (filter.value ? 'yes' : 'no') : 'yes');
  return (
    <Frame field={field} ready onSubmit={() => onApply({ field: field.id, type: 'boolean', op: 'is', value: value === 'yes' })}>
      <RadioGroup
        aria-label={field.header}
        value={value}
        onValueChange={setValue}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
    </Frame>
  );
}
