import { useQuery } from '@tanstack/react-query';

import { useAfterPause } from '@/components/marketing-lists/use-after-pause';
import { ask } from '@/components/ui/ask';
import { bookMissing, type BookChoice } from './book-field';

/** Whether the name of a new book is free, told while it is typed: each answer is of the name it was asked for, so none comes late. */
export function useBookName(integrationId: string, choice: BookChoice) {
  const name = choice.mode === 'new' ? choice.name.trim() : '';
  const { settled, pending } = useAfterPause(name, 250);
  const asks = integrationId !== '' && name !== '' && bookMissing(choice) === null;
  const { data, isFetching } = useQuery({
    queryKey: ['book-name', integrationId, settled],
    queryFn: ({ signal }) =>
      ask<{ problem: string | null }>(
        `/api/connections/book-name?${new URLSearchParams({ integrationId, name: settled })}`,
        signal,
      ),
    enabled: asks && !pending,
    staleTime: 10_000,
    retry: false,
  });
  const known = asks && !pending;
  return {
    problem: known ? (data?.problem ?? undefined) : undefined,
    checking: asks && (pending || isFetching),
  };
}
