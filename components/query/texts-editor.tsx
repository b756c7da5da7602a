'use client';

import { useEffect, useRef, useState } from 'react';

import { agree, formatNumber } from '@/lib/format';
import type { FilterValue } from '@/lib/filters/schemas';

import { Button } from '../ui/button';
import { Dialog, DialogClose } from '../ui/dialog';
import { Textarea } from '../ui/input';
import { pastedInto } from '../ui/pasted-into';
import { useViewer } from '../ui/viewer';
import { ManyTexts } from './many-texts';
import { readTexts } from './read-texts';

/** Beyond so many, a list stands in a window of its own. */
const maxInRow = 12;

/** A pasted list. What is typed stays as typed; the values are its lines and what stands between commas. */
export function TextsEditor({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const { locale } = useViewer();
  const [text, setText] = useState(value.join('\n'));
  const [repeated, setRepeated] = useState(0);
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const typing = useRef(false);
  const count = value.length;
  const inWindow = open || count > maxInRow;
  // The field that was pasted into gives way to the window's button, and so does its focus.
  useEffect(() => {
    if (inWindow && typing.current) trigger.current?.focus();
  }, [inWindow]);
  const change = (next: string[]): void => {
    setRepeated(0);
    onChange(next);
  };
  const read = (next: string): void => {
    const { values, repeated: twice } = readTexts(next);
    typing.current = true;
    // Beyond the row the values alone count, so that nobody keeps a text of megabytes in a field.
    setText(values.length > maxInRow ? '' : next);
    setRepeated(twice);
    onChange(values);
  };
  if (inWindow) {
    return (
      <>
        <Dialog
          open={open}
          onOpenChange={(next) => {
            if (!next) setText(value.join('\n'));
            typing.current = false;
            setOpen(next);
          }}
          trigger={
            <Button ref={trigger} aria-label={`Values: ${count}`} className="max-w-full">
              <span className="cut">{value.slice(0, 2).join(', ')}</span>
              {count > 2 && <span className="shrink-0">+{formatNumber(count - 2, locale)}</span>}
            </Button>
          }
          title={agree(count, 'One value', `${formatNumber(count, locale)} values`)}
          description="Compared without regard to case; each counts once."
          footer={
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          }
          width="sm"
        >
          <ManyTexts value={value} onChange={change} />
        </Dialog>
        {repeated > 0 && <span className="text-sm text-ink-3">{formatNumber(repeated, locale)} twice</span>}
      </>
    );
  }
  return (
    <Textarea
      aria-label="Values"
      rows={Math.min(6, Math.max(2, text.split('\n').length))}
      className="w-72 max-w-full"
      spellCheck={false}
      placeholder="One per line, or with commas between"
      value={text}
      onPaste={(event) => pastedInto(event, read)}
      onChange={(event) => read(event.target.value)}
    />
  );
}

export const textsOf = (value: FilterValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
