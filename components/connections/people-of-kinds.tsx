'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Num } from '@/components/ui/numbers';
import { useViewer } from '@/components/ui/viewer';
import type { PlanPeople as Page, PlanPerson } from '@/lib/export/schemas';
import { formatNumber } from '@/lib/format';
import { Faces } from './faces';

export type KindOfPeople = {
  show: string;
  words: string;
  count: number;
  /** The first few. */
  first: PlanPerson[];
};

type PeopleOfKindsProps = {
  kinds: KindOfPeople[];
  /** Where pages of them are asked for; `show`, `q` and `page` are added. */
  path: string;
  onMail?: (person: PlanPerson) => void;
};

/** Who is behind the numbers: a few of each kind at once, all of them by pages and by name. */
export function PeopleOfKinds({ kinds, path, onMail }: PeopleOfKindsProps) {
  const { locale } = useViewer();
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = kinds.find(({ show }) => show === chosen) ?? kinds[0];
  if (kind === undefined) return null;
  return (
    <section aria-label="The people" className="grid gap-2">
      <div role="group" aria-label="Which people" className="flex flex-wrap gap-1.5">
        {kinds.map(({ show, words, count }) => (
          <Button
            key={show}
            size="sm"
            variant={show === kind.show ? 'default' : 'quiet'}
            aria-pressed={show === kind.show}
            onClick={() => setChosen(show)}
          >
            {formatNumber(count, locale)} {words}
          </Button>
        ))}
      </div>
      <PeopleOfKind key={`${kind.show} ${path}`} kind={kind} path={path} {...(onMail ? { onMail } : {})} />
    </section>
  );
}

type PeopleOfKindProps = Omit<PeopleOfKindsProps, 'kinds'> & { kind: KindOfPeople };

function PeopleOfKind({ kind: { show, words, count: total, first }, path, onMail }: PeopleOfKindProps) {
  const [all, setAll] = useState(false);
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const { data, error } = useQuery({
    queryKey: ['plan-people', path, show, q, page],
    enabled: all,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      ask<Page>(
        `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ show, q, page: String(page) })}`,
        signal,
      ),
  });
  return (
    <>
      {all && (
        <form
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            setPage(1);
            setQ(String(new FormData(event.currentTarget).get('q') ?? ''));
          }}
          className="flex gap-2"
        >
          <Input name="q" type="search" aria-label="Search these people" placeholder="Search these people" />
          <Button type="submit">Search</Button>
        </form>
      )}
      {error && <p className="text-bad">{error.message}</p>}
      <Faces label={`People ${words}`} people={data?.rows ?? first} {...(onMail ? { onMail } : {})} />
      {!all && total > first.length && (
        <Button size="sm" className="w-fit" onClick={() => setAll(true)}>
          Show all <Num value={total} />
        </Button>
      )}
      {all && data && (
        <div className="flex items-center gap-2 text-sm text-ink-3">
          <span className="figures">
            <Num value={Math.min(data.total, (page - 1) * data.pageSize + 1)} /> to{' '}
            <Num value={Math.min(data.total, page * data.pageSize)} /> of <Num value={data.total} />
          </span>
          <Button
            size="sm"
            variant="quiet"
            why={page === 1 ? edge('This is the first page.') : null}
            onClick={() => setPage(page - 1)}
          >
            Previous
          </Button>
          <Button
            size="sm"
            variant="quiet"
            why={page * data.pageSize >= data.total ? edge('This is the last page.') : null}
            onClick={() => setPage(page + 1)}
          >
            Next
          </Button>
        </div>
      )}
    </>
  );
}

/** What a pager says by itself is only read out. */
const edge = (words: string) => <span className="sr-only">{words}</span>;
