'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Num } from '@/components/ui/numbers';
import { useViewer } from '@/components/ui/viewer';
import type { ConnectPreviewView, PlanPeople as Page, PlanPerson, PlanShow } from '@/lib/export/schemas';
import { planShows } from '@/lib/export/schemas';
import { formatNumber } from '@/lib/format';
import { Faces } from './faces';
import { MailOfPerson } from './mail-of-person';
import { previewQuery, type PreviewTarget } from './preview-query';

const words: Record<PlanShow, string> = {
  add: 'added',
  update: 'updated',
  remove: 'removed',
  unsubscribe: 'unsubscribed',
  skip: 'left out',
  strangers: 'strangers who stay',
};

const countOf = ({ counts, strangers }: ConnectPreviewView, show: PlanShow): number =>
  show === 'strangers' ? strangers : counts[show];

/** Who is behind the numbers: a few of each kind at once, all of them by pages and by name. */
export function PlanPeople({ target, preview }: { target: PreviewTarget; preview: ConnectPreviewView }) {
  const { locale } = useViewer();
  const kinds = planShows.filter((show) => countOf(preview, show) > 0);
  const [chosen, setChosen] = useState<PlanShow | null>(null);
  const [mailOf, setMailOf] = useState<PlanPerson | null>(null);
  const show = kinds.find((one) => one === chosen) ?? kinds[0];
  if (show === undefined) return null;
  return (
    <section aria-label="The people" className="grid gap-2">
      <div role="group" aria-label="Which people" className="flex flex-wrap gap-1.5">
        {kinds.map((one) => (
          <Button
            key={one}
            size="sm"
            variant={one === show ? 'default' : 'quiet'}
            aria-pressed={one === show}
            onClick={() => setChosen(one)}
          >
            {formatNumber(countOf(preview, one), locale)} {words[one]}
          </Button>
        ))}
      </div>
      <PeopleOfKind
        key={`${show} ${JSON.stringify(target)}`}
        target={target}
        show={show}
        first={preview.faces[show] ?? []}
        total={countOf(preview, show)}
        onMail={setMailOf}
      />
      {mailOf?.recordId && (
        <MailOfPerson
          key={mailOf.recordId}
          integrationId={target.integrationId}
          addressBookId={target.addressBookId}
          recordId={mailOf.recordId}
          name={mailOf.name ?? mailOf.email ?? ''}
          onClose={() => setMailOf(null)}
        />
      )}
    </section>
  );
}

type PeopleOfKindProps = {
  target: PreviewTarget;
  show: PlanShow;
  first: PlanPerson[];
  total: number;
  onMail: (person: PlanPerson) => void;
};

function PeopleOfKind({ target, show, first, total, onMail }: PeopleOfKindProps) {
  const [all, setAll] = useState(false);
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const { data, error } = useQuery({
    queryKey: ['plan-people', target, show, q, page],
    enabled: all,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      ask<Page>(
        `/api/connections/people?${previewQuery(target)}&${new URLSearchParams({ show, q, page: String(page) })}`,
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
      <Faces label={`People ${words[show]}`} people={data?.rows ?? first} onMail={onMail} />
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
