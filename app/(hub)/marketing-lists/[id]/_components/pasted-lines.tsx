'use client';

import { useMemo } from 'react';
import { Chip, type Tone } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { Truncate } from '@/components/ui/truncate';
import { useViewer } from '@/components/ui/viewer';
import { agree, formatNumber } from '@/lib/format';
import {
  pasteOutcomeCounts,
  pasteOutcomeLabels,
  pasteOutcomes,
  type PastedCheck,
  type PasteOutcome,
} from '@/lib/marketing-lists/schemas';

const tones: Record<PasteOutcome, Tone> = {
  new: 'good',
  removed: 'info',
  member: 'neutral',
  unknown: 'bad',
  no_address: 'bad',
  repeated: 'neutral',
};
/** What needs a look stands first. */
const order: PasteOutcome[] = ['unknown', 'no_address', 'removed', 'repeated', 'member', 'new'];
const maxShown = 300;

/** What each pasted line is: known or not, on the list or not, without an address, or there twice. */
export function PastedLines({ check, people, busy }: { check: PastedCheck; people: string; busy: boolean }) {
  const { locale } = useViewer();
  const lines = useMemo(
    () => order.flatMap((outcome) => check.lines.filter((one) => one.outcome === outcome)).slice(0, maxShown),
    [check],
  );
  const total = pasteOutcomes.reduce((sum, outcome) => sum + check.counts[outcome], 0);
  const left = check.counts.unknown + check.counts.no_address;
  return (
    <div className={cn('grid gap-2', busy && 'text-ink-3')}>
      <p role="status" className="flex flex-wrap gap-1.5">
        {pasteOutcomes
          .filter((outcome) => check.counts[outcome] > 0)
          .map((outcome) => (
            <Chip key={outcome} tone={tones[outcome]}>
              {formatNumber(check.counts[outcome], locale)} {pasteOutcomeCounts[outcome]}
            </Chip>
          ))}
      </p>
      {left > 0 && (
        <p className="text-sm text-ink-2">
          {agree(left, 'One line stays', `${formatNumber(left, locale)} lines stay`)} in the field when you
          add the others. To add unknown people, create or import them under {people} first.
        </p>
      )}
      <ul aria-label="Pasted lines" className="max-h-56 overflow-y-auto rounded-md border">
        {lines.map((line, n) => (
          <li key={n} className="flex min-w-0 items-baseline gap-3 border-b px-3 py-1.5 last:border-b-0">
            <span className="figures w-8 shrink-0 text-right text-sm text-ink-3">{line.line}</span>
            <Truncate className="min-w-0 flex-1">{line.text}</Truncate>
            {line.record && line.record.name !== line.text && (
              <Truncate className="max-w-40 text-ink-2 max-sm:hidden">{line.record.name}</Truncate>
            )}
            <span
              className={cn('shrink-0 text-sm', tones[line.outcome] === 'bad' ? 'text-bad' : 'text-ink-3')}
            >
              {pasteOutcomeLabels[line.outcome]}
              {line.others > 0 && line.outcome === 'new' && `, oldest of ${line.others + 1}`}
            </span>
          </li>
        ))}
        {total > lines.length && (
          <li className="px-3 py-1.5 text-sm text-ink-3">
            and {formatNumber(total - lines.length, locale)} more
          </li>
        )}
      </ul>
    </div>
  );
}
