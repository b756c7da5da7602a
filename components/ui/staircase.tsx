import type { ReactNode } from 'react';

import type { DefinitionName } from '@/lib/definitions';

import { cn } from './cn';
import { Defined } from './count';
import { CountLink } from './count-link';

export type Stair = {
  label: string;
  /** What it counts: the tooltip of its label. */
  definition: DefinitionName;
  count: number;
  value: ReactNode;
  /** Where exactly these people are. */
  href?: string;
  /** Whom this step leaves out. */ out?: ReactNode;
};

/** Each step is the share of the first that is still there, with whom it leaves out. */
export function Staircase({ steps, label }: { steps: Stair[]; label: string }) {
  const first = steps[0]?.count ?? 0;
  return (
    <div className="@container">
      <ol
        aria-label={label}
        className="grid grid-cols-2 gap-x-[17px] gap-y-4 px-4 pt-3.5 pb-4 @min-[460px]:grid-cols-3 @min-[720px]:grid-cols-5"
      >
        {steps.map((step) => {
          const share = first > 0 ? (step.count / first) * 100 : 0;
          return (
            <li key={step.label} className="min-w-0">
              <div className="text-sm text-ink-3">
                <Defined by={step.definition}>{step.label}</Defined>
              </div>
              <div className="figures text-xl font-semibold tracking-[-0.02em]">
                <CountLink href={step.href}>{step.value}</CountLink>
              </div>
              <div aria-hidden className="my-1.5 h-1.5 overflow-hidden rounded-xs bg-sunken">
                <div
                  className={cn('h-full rounded-xs bg-c1', share > 0 && 'min-w-0.5')}
                  style={{ width: `${share}%` }}
                />
              </div>
              {step.out !== undefined && <div className="text-sm text-ink-2">{step.out}</div>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
