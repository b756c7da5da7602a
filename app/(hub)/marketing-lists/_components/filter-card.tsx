'use client';

import { useMemo, useState } from 'react';
import { MatchingCount } from '@/components/marketing-lists/matching-count';
import type { LiveCount } from '@/components/marketing-lists/use-filter-count';
import { FilterBuilder } from '@/components/query/filter-builder';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useViewer } from '@/components/ui/viewer';
import { formatDuration, formatNumber } from '@/lib/format';
import type { FilterCatalogue, FilterCondition, FilterDefinition } from '@/lib/filters/schemas';

type FilterCardProps = {
  catalogue: FilterCatalogue;
  value: FilterDefinition;
  onChange: (filter: FilterDefinition) => void;
  live: LiveCount;
  error?: string;
  /** "contacts" */
  people: string;
};

const nothing: never[] = [];

/** The filter with its live count; what is wrong stands at its condition. */
export function FilterCard({ catalogue, value, onChange, live, error, people }: FilterCardProps) {
  const { locale } = useViewer();
  const [drawn, setDrawn] = useState(0);
  const { answer, counting, refining } = live;
  const count = answer?.count ?? null;
  const found = answer?.problems ?? nothing;
  // Once a save was refused, what is unfinished is no longer said in passing.
  const problems = useMemo(
    () =>
      error ? found.map((problem) => ({ ...problem, unfinished: false })) : [...found, ...costly(answer)],
    [found, error, answer],
  );
  const addOutermost = (condition: FilterCondition): void => {
    const { root } = value;
    const rules =
      root.combinator === 'all'
        ? [...root.rules, condition]
        : root.rules.length === 0
          ? [condition]
          : [root, condition];
    onChange({ version: 1, root: { kind: 'group', combinator: 'all', rules } });
    setDrawn(drawn + 1);
  };
  return (
    <Card aria-label="Filters">
      <FilterBuilder
        key={drawn}
        catalogue={catalogue}
        value={value}
        onChange={onChange}
        problems={problems}
        sizes={counting ? nothing : (answer?.sizes ?? nothing)}
        sizesAccuracy={answer?.sizesAccuracy ?? 'exact'}
        count={<MatchingCount live={live} />}
        foot={footWords(answer, counting, refining)}
      />
      <div className="flex flex-wrap items-center gap-1 border-t px-2.5 py-2">
        {catalogue.fields.some(({ name }) => name === 'lists') && (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => addOutermost({ kind: 'condition', field: 'lists', operator: 'none_of' })}
          >
            Leave out people on other lists
          </Button>
        )}
        {catalogue.fields.some(({ name }) => name === 'split') && (
          <Button
            size="sm"
            variant="quiet"
            onClick={() =>
              addOutermost({ kind: 'condition', field: 'split', operator: 'in_part', value: [1, 2] })
            }
          >
            Split at random
          </Button>
        )}
      </div>
      {value.root.rules.length === 0 && (
        <p className="border-t px-4 py-2.5 text-ink-2">
          No condition: saved like this, the list holds <b className="font-medium text-ink">everyone</b>,{' '}
          {count === null ? `all ${people}` : `${formatNumber(count, locale)} ${people}`} now and each one
          that is added later.
        </p>
      )}
      {answer?.stopped && (
        <p role="alert" className="border-t px-4 py-2.5 text-bad">
          {answer.stopped.message}
        </p>
      )}
      {(live.error ?? error) && (
        <p role="alert" className="border-t px-4 py-2.5 text-bad">
          {live.error ?? error}
        </p>
      )}
    </Card>
  );
}

const costly = (answer: LiveCount['answer']) =>
  answer?.stopped?.path
    ? [{ path: answer.stopped.path, message: 'This condition takes longest.', unfinished: false }]
    : nothing;

function footWords(answer: LiveCount['answer'], counting: boolean, refining: boolean): string | undefined {
  if (counting) return 'counting';
  if (!answer || answer.count === null) return undefined;
  if (refining) return 'estimated, counting exactly';
  return `${answer.accuracy === 'estimate' ? 'estimated' : 'counted'} in ${answer.milliseconds < 100 ? 'under 0.1 s' : formatDuration(answer.milliseconds)}`;
}
