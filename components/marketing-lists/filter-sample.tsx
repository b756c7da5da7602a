'use client';

import { formatNumber } from '@/lib/format';
import type { FilterCount } from '@/lib/marketing-lists/schemas';

import { Card, CardFooter, CardHeader } from '../ui/card';
import { cn } from '../ui/cn';
import { Truncate } from '../ui/truncate';
import { useViewer } from '../ui/viewer';

/** A few of the people whom the filter means now. */
export function FilterSample({
  answer,
  counting,
  recordsPath,
}: {
  answer: FilterCount | undefined;
  counting: boolean;
  recordsPath: string;
}) {
  const { locale } = useViewer();
  const people = answer?.sample ?? [];
  const rest = (answer?.count ?? 0) - people.length;
  return (
    <Card aria-label="Sample">
      <CardHeader title="Sample" />
      {people.length === 0 ? (
        <p className="px-4 pt-2 pb-4 text-ink-3">{emptyWords(answer, counting)}</p>
      ) : (
        <>
          <ul className={cn('mt-2 transition-colors duration-100', counting && 'text-ink-3')}>
            {people.map((person) => (
              <li key={person.id} className="flex min-w-0 items-baseline gap-3 border-t px-4 py-2.5">
                <div className="min-w-0 flex-1">
                  <a
                    href={`${recordsPath}/${person.id}`}
                    target="_blank"
                    rel="noopener"
                    className="font-medium hover:underline"
                  >
                    <Truncate>{person.name}</Truncate>
                  </a>
                  {person.email && person.email !== person.name && (
                    <Truncate className="text-sm text-ink-3">{person.email}</Truncate>
                  )}
                </div>
                {person.city && <Truncate className="max-w-32 text-ink-2">{person.city}</Truncate>}
              </li>
            ))}
          </ul>
          <CardFooter>{rest > 0 ? `and ${formatNumber(rest, locale)} more` : 'That is everyone.'}</CardFooter>
        </>
      )}
    </Card>
  );
}

function emptyWords(answer: FilterCount | undefined, counting: boolean): string {
  if (answer === undefined) return counting ? 'Looking for the first few people.' : 'Nobody to show.';
  if (answer.count === null) return 'Finish the filter to see a few of the people it means.';
  if (answer.count > 0)
    return 'None of them is shown: they belong to somebody else, or finding a few would take too long.';
  if (answer.under !== null) return 'Nobody in the part that was looked at.';
  return 'Nobody matches. A list without members sends nothing.';
}
