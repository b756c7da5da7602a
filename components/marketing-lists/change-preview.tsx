'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { agree, formatNumber, listSome } from '@/lib/format';
import type { FilterChangePreview, MovingPerson } from '@/lib/marketing-lists/schemas';
import type { FilterDefinition } from '@/lib/filters/schemas';

import { Button } from '../ui/button';
import { Card, CardFooter, CardHeader } from '../ui/card';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Change } from '../ui/numbers';
import { Skeleton } from '../ui/skeleton';
import { Tiles } from '../ui/tiles';
import { Truncate } from '../ui/truncate';
import { useViewer } from '../ui/viewer';
import { postQuestion } from './post-question';
import { useAfterPause } from './use-after-pause';

type ChangePreviewProps = {
  listId: string;
  filter: FilterDefinition;
  timeZone: string | null;
  recordsPath: string;
};

/** "If you save this": who comes in and goes out by the filter as it stands in the form, before anything is changed. */
export function ChangePreview({ listId, filter, timeZone, recordsPath }: ChangePreviewProps) {
  const { locale } = useViewer();
  const asked = useAfterPause(JSON.stringify({ listId, filter, timeZone }), 700);
  const { data, error, isFetching } = useQuery({
    queryKey: ['filter-change', asked.settled],
    queryFn: ({ signal }) =>
      postQuestion<FilterChangePreview>(
        '/api/marketing-lists/preview-change',
        asked.settled,
        signal,
        'What saving would change could not be worked out. The list itself is untouched.',
      ),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const stale = isFetching || asked.pending;
  const moves = data ? data.joining + data.leaving : 0;
  return (
    <Card aria-label="If you save this" aria-busy={stale || undefined}>
      <CardHeader title="If you save this" right={stale && data ? 'working it out' : undefined} />
      {!data && !error && (
        <div className="p-4">
          <Skeleton className="h-16 w-full" />
        </div>
      )}
      {error && !stale && (
        <div className="p-4">
          <Notice tone="bad" title="Not worked out.">
            {error.message}
          </Notice>
        </div>
      )}
      {data && data.problems.length > 0 && (
        <p className="px-4 pt-2 pb-4 text-ink-3">
          Finish the filter to see who would come in and who would go out.
        </p>
      )}
      {data && data.problems.length === 0 && (
        <div className={stale ? 'text-ink-3' : undefined}>
          <Tiles
            bare
            className="mt-3 border-t"
            items={[
              {
                value: <Change value={data.joining} />,
                label: joiningWords(data, locale),
                tone: data.joining > 0 ? 'good' : undefined,
              },
              {
                value: <Change value={-data.leaving} />,
                label: data.books.length > 0 ? 'go out, and of the book' : 'go out',
                tone: data.leaving > 0 ? 'bad' : undefined,
              },
            ]}
          />
          <div className="grid gap-1.5 border-t px-4 py-3 text-sm text-ink-2">
            {data.onUpdateOnly && (
              <p>Only when someone presses Update: this list keeps its people until then.</p>
            )}
            {data.mailable.leftOut.length > 0 && (
              <p>
                Not mailed of them:{' '}
                {listSome(
                  data.mailable.leftOut.map(
                    ({ label, count }) => `${formatNumber(count, locale)} ${label.toLowerCase()}`,
                  ),
                  3,
                )}
                .
              </p>
            )}
            {data.removedByHand > 0 && (
              <p>{formatNumber(data.removedByHand, locale)} would fit and stay off: removed by hand.</p>
            )}
            {data.books.map((book) => (
              <p key={book.connectionId}>
                Next wave of <b className="font-medium text-ink">{book.bookName}</b>:{' '}
                {formatNumber(book.adding, locale)} added, {formatNumber(book.removing, locale)} taken out of{' '}
                {formatNumber(book.inBook, locale)}.
              </p>
            ))}
            {data.books.length === 0 && !data.onUpdateOnly && <p>Not connected: no address book changes.</p>}
          </div>
          {moves > 0 && (
            <CardFooter>
              <Dialog
                trigger={<Button size="sm">Show whom, and why</Button>}
                title="If you save this"
                description={`${formatNumber(data.joining, locale)} come in, ${formatNumber(data.leaving, locale)} go out, ${formatNumber(data.staying, locale)} stay. A few of each, with the condition that decides.`}
              >
                <div className="grid gap-5">
                  <Moving
                    label="Come in"
                    total={data.joining}
                    people={data.joiningSample}
                    recordsPath={recordsPath}
                  />
                  <Moving
                    label="Go out"
                    total={data.leaving}
                    people={data.leavingSample}
                    recordsPath={recordsPath}
                  />
                </div>
              </Dialog>
            </CardFooter>
          )}
        </div>
      )}
    </Card>
  );
}

const joiningWords = ({ joining, mailable }: FilterChangePreview, locale: string): string =>
  joining === 0
    ? 'come in'
    : mailable.count === joining
      ? 'come in, all can be mailed'
      : `come in, ${formatNumber(mailable.count, locale)} can be mailed`;

type MovingProps = { label: string; total: number; people: MovingPerson[]; recordsPath: string };

function Moving({ label, total, people, recordsPath }: MovingProps) {
  const { locale } = useViewer();
  if (total === 0) return null;
  return (
    <section aria-label={label}>
      <h3 className="pb-1.5 font-semibold">
        {label} <span className="figures font-normal text-ink-3">{formatNumber(total, locale)}</span>
      </h3>
      <ul>
        {people.map((person) => (
          <li key={person.id} className="flex min-w-0 flex-wrap items-baseline gap-x-3 border-t py-2">
            <div className="min-w-0 flex-1 basis-48">
              <a
                href={`${recordsPath}/${person.id}`}
                target="_blank"
                rel="noopener"
                className="font-medium hover:underline"
              >
                {person.name}
              </a>
              {person.email && person.email !== person.name && (
                <Truncate className="text-sm text-ink-3">{person.email}</Truncate>
              )}
            </div>
            <p className="min-w-0 flex-1 basis-64 text-ink-2">
              {person.decidedBy ? (
                <>
                  {person.decidedBy.words}
                  <span className="text-ink-3">: {person.decidedBy.value || 'empty'}</span>
                </>
              ) : (
                person.note
              )}
            </p>
          </li>
        ))}
      </ul>
      {total > people.length && (
        <p className="border-t pt-2 text-sm text-ink-3">
          {people.length === 0
            ? agree(
                total,
                'Belongs to somebody else, and is not shown.',
                'Belong to somebody else, and are not shown.',
              )
            : `and ${formatNumber(total - people.length, locale)} more`}
        </p>
      )}
    </section>
  );
}
