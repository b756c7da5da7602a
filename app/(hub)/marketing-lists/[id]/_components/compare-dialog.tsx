'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '@/components/ui/ask';
import { LinkButton } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { Tiles } from '@/components/ui/tiles';
import type { ListComparison, ListOption } from '@/lib/marketing-lists/schemas';

type CompareDialogProps = { list: { id: string; name: string; entity: string }; onClose: () => void };

/** How far two lists hold the same people. */
export function CompareDialog({ list, onClose }: CompareDialogProps) {
  const [other, setOther] = useState<string | null>(null);
  const options = useQuery({
    queryKey: ['list-options'],
    queryFn: ({ signal }) =>
      ask<ListOption[]>(
        '/api/marketing-lists/options',
        signal,
        'The lists could not be read. Try again in a moment.',
      ),
  });
  const { data, error } = useQuery({
    queryKey: ['compare', list.id, other],
    queryFn: ({ signal }) =>
      ask<ListComparison>(
        `/api/marketing-lists/compare?a=${list.id}&b=${other ?? ''}`,
        signal,
        'The lists could not be compared. Try again in a moment.',
      ),
    enabled: other !== null,
    retry: false,
    staleTime: 0,
  });
  const both = {
    version: 1,
    root: {
      kind: 'group',
      combinator: 'all',
      rules: [{ kind: 'condition', field: 'lists', operator: 'all_of', value: [list.id, other ?? ''] }],
    },
  };
  const failure = error ?? options.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Overlap with another list"
      description={`How many people of ${list.name} are on the other list too.`}
      width="sm"
    >
      <div className="grid gap-4" aria-live="polite">
        <Combobox
          aria-label="Other list"
          placeholder="Choose a list"
          value={other}
          onChange={setOther}
          options={(options.data ?? [])
            .filter(({ id }) => id !== list.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
          emptyText="No list has this name"
        />
        {failure && (
          <Notice tone="bad" title="Not compared.">
            {failure.message}
          </Notice>
        )}
        {other && !data && !error && <Skeleton className="h-20 w-full" />}
        {data && (
          <>
            <Tiles
              items={[
                { value: <Num value={data.onlyA} />, label: `only on ${data.a.name}` },
                { value: <Num value={data.both} />, label: 'on both' },
                { value: <Num value={data.onlyB} />, label: `only on ${data.b.name}` },
              ]}
            />
            {data.by === 'address' && (
              <p className="text-sm text-ink-2">
                The lists hold different kinds of records: people are matched by e-mail address.
              </p>
            )}
            {data.by === 'record' && data.both > 0 && (
              <LinkButton
                href={`/marketing-lists/new?entity=${list.entity}&filter=${encodeURIComponent(JSON.stringify(both))}`}
                className="w-fit"
              >
                Make a list of the <Num value={data.both} /> on both
              </LinkButton>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
