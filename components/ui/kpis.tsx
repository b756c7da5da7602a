import type { ReactNode } from 'react';

import { Card } from './card';
import { cn } from './cn';

export type Kpi = {
  label: string;
  value: ReactNode;
  /** What the number is of: "38.2 %", "361 soft, 53 hard". */
  detail?: ReactNode;
  /** Against what came before, already formatted: "+2.5". */
  change?: { text: string; good: boolean };
};

export function Kpis({ items, label = 'Key figures' }: { items: Kpi[]; label?: string }) {
  return (
    <Card aria-label={label}>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-px bg-line">
        {items.map((kpi) => (
          <div key={kpi.label} className="bg-surface px-4 py-3.5">
            <dt className="text-sm text-ink-3">{kpi.label}</dt>
            <dd className="figures mt-0.5 text-3xl font-semibold tracking-[-0.022em]">{kpi.value}</dd>
            {(kpi.detail !== undefined || kpi.change) && (
              <dd className="figures text-sm text-ink-2">
                {kpi.detail}{' '}
                {kpi.change && <span className={cn(kpi.change.good ? 'text-good' : 'text-bad')}>{kpi.change.text}</span>}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Card>
  );
}
