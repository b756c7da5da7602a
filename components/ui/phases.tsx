import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';

import { cn } from './cn';
import { Progress } from './progress';

export type PhaseState = 'done' | 'running' | 'waiting' | 'failed' | 'skipped';

export type Phase = {
  label: string;
  state: PhaseState;
  detail?: ReactNode;
  /** How long it took, or has taken. */
  time?: ReactNode;
  /** 0 to 100, while it runs. */
  progress?: number;
};

const dot: Record<PhaseState, string> = {
  done: 'bg-good-soft text-good',
  running: 'bg-accent-soft text-accent-text',
  waiting: 'bg-sunken text-ink-3',
  skipped: 'bg-sunken text-ink-3',
  failed: 'bg-bad-soft text-bad',
};

const word: Record<PhaseState, string> = {
  done: 'done',
  running: 'under way',
  waiting: 'waiting',
  skipped: 'left out',
  failed: 'failed',
};

export function Phases({ items, label }: { items: Phase[]; label: string }) {
  return (
    <ol aria-label={label} className="py-1.5">
      {items.map((phase) => (
        <li
          key={phase.label}
          aria-current={phase.state === 'running' ? 'step' : undefined}
          className="grid grid-cols-[22px_1fr_auto] items-center gap-2.5 px-4 py-[9px]"
        >
          <span className={cn('grid size-[18px] place-items-center rounded-full', dot[phase.state])}>
            <PhaseMark state={phase.state} />
            <span className="sr-only">{word[phase.state]}</span>
          </span>
          <div className="min-w-0">
            <span className={cn(phase.state === 'waiting' && 'text-ink-2')}>{phase.label}</span>{' '}
            <span className="figures text-ink-3">{phase.detail}</span>
            {phase.state === 'running' && (
              <Progress label={phase.label} value={phase.progress} className="mt-1.5" />
            )}
          </div>
          <span className="figures text-ink-3">{phase.time}</span>
        </li>
      ))}
    </ol>
  );
}

function PhaseMark({ state }: { state: PhaseState }) {
  if (state === 'done') return <Check aria-hidden strokeWidth={2.5} className="size-[11px]" />;
  if (state === 'failed') return <X aria-hidden strokeWidth={2.5} className="size-[11px]" />;
  if (state === 'running')
    return <span aria-hidden className="size-2 animate-breathe rounded-full bg-current" />;
  return <span aria-hidden className="size-2 rounded-full border-[1.5px] border-current" />;
}
