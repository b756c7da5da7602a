'use client';

import { useMemo } from 'react';
import type { LiveCount } from '@/components/marketing-lists/use-filter-count';
import { FilterBuilder } from '@/components/query/filter-builder';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import type { Option } from '@/components/ui/select';
import { useViewer } from '@/components/ui/viewer';
import { formatDuration, formatNumber } from '@/lib/format';
import type { FilterDefinition, FilterField } from '@/lib/marketing-lists/schemas';

type FilterCardProps = {
  fields: FilterField[];
  campaigns: Option[];
  value: FilterDefinition;
  onChange: (filter: FilterDefinition) => void;
  live: LiveCount;
  error?: string;
  /** "contacts" */
  people: string;
};

const nothing: never[] = [];

/** The filter with its live count; what is wrong stands at its condition. */
export function FilterCard({ fields, campaigns, value, onChange, live, error, people }: FilterCardProps) {
  const { locale } = useViewer();
  const { answer, counting } = live;
  const count = answer?.count ?? null;
  const found = answer?.problems ?? nothing;
  // Once a save was refused, what is unfinished is no longer said in passing.
  const problems = useMemo(() => (error ? found.map((problem) => ({ ...problem, unfinished: false })) : found), [found, error]);
  return (
    <Card aria-label="Filters">
      <FilterBuilder
        fields={fields}
        campaigns={campaigns}
        value={value}
        onChange={onChange}
        problems={problems}
        sizes={counting ? nothing : answer?.sizes ?? nothing}
        count={
          <span role="status" aria-label="Matching people" className={cn('figures transition-colors duration-100', counting && 'text-ink-3')}>
            {count === null ? (answer ? 'not finished' : 'counting') : `${formatNumber(count, locale)} match`}
          </span>
        }
        foot={count !== null && answer && !counting ? `counted in ${answer.milliseconds < 100 ? 'under 0.1 s' : formatDuration(answer.milliseconds)}` : counting ? 'counting' : undefined}
      />
      {value.root.rules.length === 0 && (
        <p className="border-t px-4 py-2.5 text-ink-2">
          No condition: saved like this, the list holds <b className="font-medium text-ink">everyone</b>, {count === null ? `all ${people}` : `${formatNumber(count, locale)} ${people}`} now and each one that is added later.
        </p>
      )}
      {(live.error ?? error) && <p role="alert" className="border-t px-4 py-2.5 text-bad">{live.error ?? error}</p>}
    </Card>
  );
}
