import type { ReactNode } from 'react';

import type { DefinitionName } from '@/lib/definitions';

import { Card } from './card';
import { cn } from './cn';
import { Defined } from './count';
import { CountLink } from './count-link';

export type Kpi = {
  label: string;
  /** What it counts: the tooltip of its label. */
  definition?: DefinitionName;
  value: ReactNode;
  /** Where exactly these people are. */
  href?: string | null;
  /** What can be done with them, behind the number. */
  beside?: ReactNode;
  /** What the number is of: "38.2 %", "361 soft, 53 hard". */
  detail?: ReactNode;
  /** Against what came before, already formatted: "+2.5". Without a colour where it is neither good nor bad. */
  change?: { text: string; good: boolean | null };
  /** Below it, quietly: "median 35.7 %". */
  note?: ReactNode;
};

const wide: Record<number, string> = {
  2: '@min-[560px]:grid-cols-2',
  5: '@min-[820px]:grid-cols-5',
  6: '@min-[980px]:grid-cols-6',
  7: '@min-[1100px]:grid-cols-7',
};

export function Kpis({ items, label = 'Key figures' }: { items: Kpi[]; label?: string }) {
  return (
    <Card aria-label={label} className="@container">
      <dl
        className={cn(
          'grid grid-cols-2 gap-px',
          items.length % 4 === 0 ? '@min-[560px]:grid-cols-4' : '@min-[560px]:grid-cols-3',
          wide[items.length],
        )}
      >
        {items.map((kpi) => (
          <div key={kpi.label} className="px-4 py-3.5 shadow-[1px_1px_0_var(--line)]">
            <dt className="text-sm text-ink-3">
              {kpi.definition ? <Defined by={kpi.definition}>{kpi.label}</Defined> : kpi.label}
            </dt>
            <dd className="figures mt-0.5 text-3xl font-semibold tracking-[-0.022em]">
              <CountLink href={kpi.href}>{kpi.value}</CountLink>
              {kpi.beside}
            </dd>
            {(kpi.detail !== undefined || kpi.change) && (
              <dd className="figures flex flex-wrap gap-x-1.5 text-sm text-ink-2">
                {kpi.detail !== undefined && <span>{kpi.detail}</span>}
                {kpi.change && (
                  <span
                    className={cn(kpi.change.good !== null && (kpi.change.good ? 'text-good' : 'text-bad'))}
                  >
                    {kpi.change.text}
                  </span>
                )}
              </dd>
            )}
            {kpi.note !== undefined && <dd className="figures text-sm text-ink-3">{kpi.note}</dd>}
          </div>
        ))}
      </dl>
    </Card>
  );
}
