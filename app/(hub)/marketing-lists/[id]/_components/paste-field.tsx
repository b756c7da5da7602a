'use client';

import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/input';
import { longPaste, pastedInto } from '@/components/ui/pasted-into';
import { useViewer } from '@/components/ui/viewer';
import { agree, formatNumber } from '@/lib/format';

type PasteFieldProps = { id: string; text: string; onChange: (text: string) => void };

/** Where addresses are pasted; of a long paste it tells how much there is, since no browser edits 50,000 lines at ease. */
export function PasteField({ id, text, onChange }: PasteFieldProps) {
  const { locale } = useViewer();
  const lines = useMemo(
    () => (text.length > longPaste ? text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '') : []),
    [text],
  );
  if (text.length <= longPaste) {
    return (
      <Textarea
        id={id}
        rows={7}
        spellCheck={false}
        className="font-mono text-md"
        value={text}
        onPaste={(event) => pastedInto(event, onChange)}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <div
      role="group"
      aria-label="Pasted text"
      className="flex items-start gap-3 rounded-sm border border-line-strong bg-sunken px-3 py-2.5"
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          <span className="figures">{formatNumber(lines.length, locale)}</span>{' '}
          {agree(lines.length, 'line', 'lines')}
        </p>
        <p className="cut font-mono text-sm text-ink-2">{lines[0]?.slice(0, 200)}</p>
        {lines.length > 1 && (
          <p className="cut font-mono text-sm text-ink-2">… {lines.at(-1)?.slice(0, 200)}</p>
        )}
      </div>
      <Button size="sm" autoFocus onClick={() => onChange('')}>
        Paste something else
      </Button>
    </div>
  );
}
