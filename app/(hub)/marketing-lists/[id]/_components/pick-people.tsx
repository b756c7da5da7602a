'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { callAction } from '@/components/session/call-action';
import { ask } from '@/components/ui/ask';
import { useAfterPause } from '@/components/marketing-lists/use-after-pause';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Truncate } from '@/components/ui/truncate';
import { plural } from '@/lib/format';
import type { AddablePerson, AddedMembers } from '@/lib/marketing-lists/schemas';
import { addMembersAction } from '../../actions';

type PickPeopleProps = {
  listId: string;
  people: string;
  onDone: (added: AddedMembers, close: boolean) => void;
};

export function PickPeople({ listId, people, onDone }: PickPeopleProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, AddablePerson>>(new Map());
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const id = useId();
  const { settled } = useAfterPause(search.trim(), 250);
  const {
    data = [],
    error,
    isFetching,
  } = useQuery({
    queryKey: ['addable', listId, settled],
    queryFn: ({ signal }) =>
      ask<AddablePerson[]>(
        `/api/marketing-lists/${listId}/addable?q=${encodeURIComponent(settled)}`,
        signal,
        'The people could not be searched. Try again in a moment.',
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  const shown = [
    ...[...chosen.values()].filter((one) => !data.some((other) => other.id === one.id)),
    ...data,
  ];
  const toggle = (person: AddablePerson): void => {
    const next = new Map(chosen);
    if (!next.delete(person.id)) next.set(person.id, person);
    setChosen(next);
  };
  const add = async (): Promise<void> => {
    setPending(true);
    const result = await callAction(
      () => addMembersAction({ listId, recordIds: [...chosen.keys()] }),
      'The server could not be reached, so nobody was added. Try again in a moment.',
    );
    setPending(false);
    if (result.ok) onDone(result.data, true);
    else setFailure(result.error.message);
  };

  return (
    <div className="grid gap-3">
      <div>
        <label htmlFor={id} className="mb-1 block text-md font-medium">
          Name, address or company
        </label>
        <Input
          id={id}
          type="search"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {error && (
        <Notice tone="bad" title="Not searched.">
          {error.message}
        </Notice>
      )}
      <ul
        aria-label={`Found ${people}`}
        aria-busy={isFetching || undefined}
        className="max-h-80 min-h-40 overflow-y-auto rounded-md border"
      >
        {shown.map((person) => (
          <li key={person.id} className="border-b last:border-b-0">
            <label className="flex min-w-0 cursor-pointer items-center gap-3 px-3 py-2 has-disabled:cursor-default">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                disabled={person.state === 'member'}
                checked={person.state === 'member' || chosen.has(person.id)}
                onChange={() => toggle(person)}
              />
              <span className="min-w-0 flex-1">
                <Truncate className="font-medium">{person.name}</Truncate>
                {person.email !== person.name && (
                  <Truncate className="text-sm text-ink-3">{person.email ?? 'no e-mail address'}</Truncate>
                )}
              </span>
              <span className="shrink-0 text-sm text-ink-3">
                {person.state === 'member'
                  ? 'on the list'
                  : person.state === 'removed'
                    ? 'was removed'
                    : person.city}
              </span>
            </label>
          </li>
        ))}
        {shown.length === 0 && !isFetching && (
          <li className="px-3 py-4 text-ink-3">Nobody is called like this.</li>
        )}
      </ul>
      {failure && (
        <Notice tone="bad" title="Not added.">
          {failure}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button
          variant="primary"
          pending={pending}
          why={chosen.size === 0 ? 'Choose somebody first.' : null}
          onClick={() => void add()}
        >
          {chosen.size === 0 ? 'Add' : `Add ${plural(chosen.size, 'person', 'people')}`}
        </Button>
      </div>
    </div>
  );
}
