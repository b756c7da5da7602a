'use client';

import { useState } from 'react';

import { Input } from '../input';
import { Select } from '../select';
import { type EditorProps, FilterFrame } from './filter-frame';

export function TextEditor({ field, filter, onApply }: EditorProps) {
  const given = filter?.type === 'text' ? filter : undefined;
  const [op, setOp] = useState<'contains' | 'is'>(given?.op ?? 'contains');
  const [value, setValue] = useState(given?.value ?? '');
  return (
    <FilterFrame
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
    </FilterFrame>
  );
}

const numberOps = ['gte', 'lte', 'eq', 'between'] as const;
const numberWords = { gte: 'at least', lte: 'at most', eq: 'is exactly', between: 'between' };

export function NumberEditor({ field, filter, onApply }: EditorProps) {
  const given = filter?.type === 'number' ? filter : undefined;
  const [op, setOp] = useState<(typeof numberOps)[number]>(given?.op ?? 'gte');
  const [first, setFirst] = useState(
    given ? String(given.op === 'between' ? given.value[0] : given.value) : '',
  );
  const [second, setSecond] = useState(given?.op === 'between' ? String(given.value[1]) : '');
  const valid = (text: string): boolean => text !== '' && Number.isFinite(Number(text));
  const base = { field: field.id, type: 'number' as const };
  return (
    <FilterFrame
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
        <Input
          aria-label="Value"
          autoFocus
          type="number"
          step="any"
          value={first}
          onChange={(event) => setFirst(event.target.value)}
        />
        {op === 'between' && (
          <>
            <span className="text-ink-3">to</span>
            <Input
              aria-label="Upper value"
              type="number"
              step="any"
              value={second}
              onChange={(event) => setSecond(event.target.value)}
            />
          </>
        )}
      </div>
    </FilterFrame>
  );
}
