'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

import { formatDuration } from '@/lib/format';

import { Progress } from './progress';
import { msToGo, roundedToGo, type Sample } from './time-to-go';

export const leaveWords = 'You can leave this page; it goes on.';

type WorkProgressProps = {
  label: string;
  done: number;
  /** null: not known yet, so nothing but that it goes on is told. */
  total: number | null;
  children?: ReactNode;
};

/** Work that goes on by itself: how far it is, how long it will take at the pace seen from here, and that nobody need wait. */
export function WorkProgress({ label, done, total, children }: WorkProgressProps) {
  const share = total === null || total === 0 ? undefined : (done / total) * 100;
  return (
    <div className="px-4 pt-3">
      <Progress label={label} value={share} />
      <p className="figures mt-2 text-sm text-ink-3">
        {children} <ToGo done={done} total={total} /> {leaveWords}
      </p>
    </div>
  );
}

/** At the pace that this page has seen itself: the clocks of two machines are not compared. */
export function ToGo({ done, total }: { done: number; total: number | null }) {
  const ms = useTimeToGo(done, total);
  return ms === null ? null : <>About {formatDuration(ms)} to go.</>;
}

function useTimeToGo(done: number, total: number | null): number | null {
  const first = useRef<Sample | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const now = { at: performance.now(), done };
    if (total === null || first.current === null || done < first.current.done) first.current = now;
    const ms = total === null ? null : msToGo(first.current, now, total);
    setLeft(ms === null ? null : roundedToGo(ms));
  }, [done, total]);
  return left;
}
