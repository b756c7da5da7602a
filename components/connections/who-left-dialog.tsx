import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { PageLink } from '@/components/ui/page-link';
import { Skeleton } from '@/components/ui/skeleton';
import { Truncate } from '@/components/ui/truncate';
import { useViewer } from '@/components/ui/viewer';
import { deviationCauses, type ConnectionView, type LeaverView } from '@/lib/connections/schemas';
import { formatNumber } from '@/lib/format';

import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

type WhoLeftDialogProps = {
  connection: ConnectionView;
  actions: ConnectionActions;
  onOpenChange: (open: boolean) => void;
};
type Page = { data: LeaverView[]; nextCursor: string | null };

/** Who was taken off the book, or deleted, at Dotdigital: some of them go back, others stay out. */
export function WhoLeftDialog({ connection, actions, onOpenChange }: WhoLeftDialogProps) {
  const { locale } = useViewer();
  const { putBack, acceptLeft } = useConnectionActions(connection.listId, actions);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['who-left', connection.id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<Page>(
        `/api/connections/who-left?${new URLSearchParams({ id: connection.id, ...(pageParam && { after: pageParam }) })}`,
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    retry: false,
  });
  const people = data?.pages.flatMap((page) => page.data) ?? [];
  const some = people.filter(({ email }) => chosen.has(email));
  const decide = (how: typeof putBack) => () => {
    void how(connection, some);
    onOpenChange(false);
  };
  const why = some.length === 0 ? 'Choose somebody first.' : null;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Taken off there"
      description={`${connection.addressBook.name}: put some back, and accept the rest.`}
      footer={
        <>
          <span className="mr-auto text-sm text-ink-3">{formatNumber(some.length, locale)} chosen</span>
          <Button why={why} onClick={decide(acceptLeft)}>
            Accept
          </Button>
          <Button variant="primary" why={why} onClick={decide(putBack)}>
            Put back
          </Button>
        </>
      }
    >
      {error && <p className="text-bad">{error.message}</p>}
      {!data && !error && <Skeleton className="h-40 w-full" />}
      <ul aria-label="People who left at Dotdigital" className="divide-y rounded-md border">
        {people.map((person) => (
          <Leaver
            key={person.email}
            person={person}
            checked={chosen.has(person.email)}
            onChange={() => setChosen(toggled(chosen, person.email))}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" className="mt-2" onClick={() => fetchNextPage()}>
          Show more
        </Button>
      )}
    </Dialog>
  );
}

function toggled(chosen: ReadonlySet<string>, email: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(email)) next.add(email);
  return next;
}

type LeaverProps = { person: LeaverView; checked: boolean; onChange: () => void };

function Leaver({ person, checked, onChange }: LeaverProps) {
  const { email, name, recordPath, how } = person;
  return (
    <li className="flex min-w-0 items-center gap-3 px-3 py-2">
      <Checkbox aria-label={email} checked={checked} onCheckedChange={onChange} />
      <div className="min-w-0 flex-1">
        <Truncate className="font-medium">
          <PageLink href={recordPath} target="_blank" className="hover:underline">
            {name ?? email}
          </PageLink>
        </Truncate>
        {name !== null && <Truncate className="text-sm text-ink-3">{email}</Truncate>}
      </div>
      <span className="text-sm text-ink-2">
        {how === 'deleted' ? deviationCauses.deleted : deviationCauses.takenOff}
      </span>
    </li>
  );
}
