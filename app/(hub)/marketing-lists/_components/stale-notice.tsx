'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '@/components/ui/ask';
import { Button, LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { ListChange } from '@/lib/marketing-lists/schemas';

type StaleNoticeProps = { listId: string; pending: boolean; onSaveOver: (version: number) => void };

/** Someone else saved first. What was typed stays; nothing is decided without a look. */
export function StaleNotice({ listId, pending, onSaveOver }: StaleNoticeProps) {
  const { data } = useQuery({
    queryKey: ['list-change', listId],
    queryFn: ({ signal }) =>
      ask<ListChange>(`/api/marketing-lists/${listId}/change`, signal, 'The list could not be read.'),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Notice
      tone="warn"
      title="Someone changed this list while you had it open."
      action={
        <span className="flex flex-wrap gap-2">
          <LinkButton size="sm" href={`/marketing-lists/${listId}`} target="_blank" rel="noopener">
            See it as it is now
          </LinkButton>
          {data && !data.archived && (
            <Button size="sm" pending={pending} onClick={() => onSaveOver(data.version)}>
              Save mine over it
            </Button>
          )}
        </span>
      }
    >
      {data?.changedBy ? (
        <>
          {data.changedBy} saved {data.archived && 'and archived '}it <Time at={data.changedAt} />.{' '}
        </>
      ) : null}
      Nothing of yours is saved yet, and what you typed is still here.
    </Notice>
  );
}
