'use client';

import { useState } from 'react';

import { Button } from '../button';
import { Input } from '../input';
import { useViewer } from '../viewer';
import { dayAgo } from './day-ago';
import { type EditorProps, FilterFrame } from './filter-frame';

export function DateEditor({ field, filter, onApply, zone: of }: EditorProps & { zone?: string }) {
  const viewer = useViewer();
  const zone = of ?? viewer.zone;
  const given = filter?.type === 'date' ? filter.value : {};
  const [from, setFrom] = useState(given.from ?? '');
  const [to, setTo] = useState(given.to ?? '');
  const apply = (value: { from?: string; to?: string }): void =>
    onApply({ field: field.id, type: 'date', op: 'between', value });
  return (
    <FilterFrame
      field={field}
      ready={from !== '' || to !== ''}
      onSubmit={() => apply({ from: from || undefined, to: to || undefined })}
    >
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
        <Input
          aria-label="From"
          type="date"
          value={from}
          max={to || undefined}
          onChange={(event) => setFrom(event.target.value)}
        />
        <span className="text-ink-3">To</span>
        <Input
          aria-label="To"
          type="date"
          value={to}
          min={from || undefined}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      {of && of !== viewer.zone && (
        <p className="text-sm text-ink-3">Days of {of}, the account’s time zone.</p>
      )}
    </FilterFrame>
  );
}
