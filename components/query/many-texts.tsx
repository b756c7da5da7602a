'use client';

import { X } from 'lucide-react';
import { useId, useState } from 'react';

import { agree, formatNumber } from '@/lib/format';

import { Button, IconButton } from '../ui/button';
import { Input, Textarea } from '../ui/input';
import { Truncate } from '../ui/truncate';
import { useViewer } from '../ui/viewer';
import { readTexts } from './read-texts';

const maxShown = 100;

/** A pasted list of any length: more is added, one is found and taken out. Only the first of them are drawn. */
export function ManyTexts({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const { locale } = useViewer();
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [said, setSaid] = useState('');
  const id = useId();
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? value : value.filter((one) => one.toLowerCase().includes(wanted));
  const add = (more: string): void => {
    const { values, added, repeated } = readTexts(more, value);
    setText('');
    setSaid(
      `${formatNumber(added, locale)} added${repeated > 0 ? `, ${formatNumber(repeated, locale)} ${agree(repeated, 'was', 'were')} there already` : ''}.`,
    );
    if (added > 0) onChange(values);
  };
  const remove = (gone: ReadonlySet<string>): void => {
    setSaid(`${formatNumber(gone.size, locale)} removed.`);
    onChange(value.filter((one) => !gone.has(one)));
  };
  return (
    <div className="grid gap-3">
      <div>
        <label htmlFor={id} className="mb-1 block text-md font-medium">
          Add values <span className="font-normal text-ink-3">one per line, or with commas between</span>
        </label>
        <div className="flex items-end gap-2">
          <Textarea
            id={id}
            rows={2}
            spellCheck={false}
            className="min-w-0 flex-1"
            value={text}
            onPaste={(event) => {
              event.preventDefault();
              add(text + event.clipboardData.getData('text/plain'));
            }}
            onChange={(event) => setText(event.target.value)}
          />
          <Button why={text.trim() === '' ? 'Type or paste first.' : null} onClick={() => add(text)}>
            Add
          </Button>
        </div>
        <p role="status" className="mt-1 min-h-[18px] text-sm text-ink-2">
          {said}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Find a value"
          placeholder="Find a value"
          autoComplete="off"
          className="min-w-0 flex-1 basis-40"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {found.length > 1 && (
          <Button variant="quiet" onClick={() => remove(new Set(found))}>
            Remove {wanted === '' ? 'all' : 'these'} {formatNumber(found.length, locale)}
          </Button>
        )}
      </div>
      <ul aria-label="Values" className="max-h-64 min-h-24 overflow-y-auto rounded-md border">
        {found.slice(0, maxShown).map((one) => (
          <li key={one} className="flex min-w-0 items-center gap-2 border-b py-0.5 pr-1 pl-3 last:border-b-0">
            <Truncate className="min-w-0 flex-1">{one}</Truncate>
            <IconButton size="sm" label={`Remove ${one}`} onClick={() => remove(new Set([one]))}>
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
        {found.length > maxShown && (
          <li className="px-3 py-1.5 text-sm text-ink-3">
            and {formatNumber(found.length - maxShown, locale)} more
          </li>
        )}
        {found.length === 0 && (
          <li className="px-3 py-3 text-ink-3">
            {wanted === '' ? 'There is no value yet.' : 'No value is written like this.'}
          </li>
        )}
      </ul>
    </div>
  );
}
