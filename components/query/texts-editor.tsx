'use client';

import { useEffect, useRef, useState } from 'react';

import { formatNumber } from '@/lib/format';
import type { FilterValue } from '@/lib/marketing-lists/schemas';

import { Button } from '../ui/button';
import { Dialog, DialogClose } from '../ui/dialog';
import { Textarea } from '../ui/input';
import { useViewer } from '../ui/viewer';

/** Beyond so many, a list is pasted and read in a window of its own. */
const mostInRow = 12;

/** A pasted list. What is typed stays as typed; the values are its lines and what stands between commas. */
export function TextsEditor({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const { locale } = useViewer();
  const [text, setText] = useState(value.join('\n'));
  const count = value.length;
  const trigger = useRef<HTMLButtonElement>(null);
  const typing = useRef(false);
  const inWindow = count > mostInRow;
  // The field that was pasted into gives way to the window's button, and so does its focus.
  useEffect(() => {
    if (inWindow && typing.current) trigger.current?.focus();
  }, [inWindow]);
  const area = (rows: number) => (
    <Textarea
      aria-label="Values"
      rows={rows}
      className="w-72 max-w-full"
      placeholder="One per line, or with commas between"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        typing.current = true;
        onChange(splitTexts(event.target.value));
      }}
    />
  );
  if (inWindow) {
    return (
      <Dialog
        trigger={<Button ref={trigger} aria-label={`Values: ${count}`}>{value.slice(0, 2).join(', ')} +{formatNumber(count - 2, locale)}</Button>}
        title={`${formatNumber(count, locale)} values`}
        description="One per line, or with commas between. Each counts once."
        footer={<DialogClose asChild><Button variant="primary">Done</Button></DialogClose>}
      >
        {area(14)}
      </Dialog>
    );
  }
  return area(Math.min(6, Math.max(2, text.split('\n').length)));
}

const splitTexts = (text: string): string[] => [...new Set(text.split(/[\n\r\t,]+/).map((one) => one.trim()).filter(Boolean))];

export const textsOf = (value: FilterValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
