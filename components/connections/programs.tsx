'use client';

import { useQuery } from '@tanstack/react-query';

import { ask } from '@/components/ui/ask';
import { listSome } from '@/lib/format';

/** Bulk imports start none of them, and Dotdigital doesn't tell which begin with this book: so all that run are named. */
export function Programs({ integrationId }: { integrationId: string }) {
  const { data, isError } = useQuery({
    queryKey: ['active-programs', integrationId],
    staleTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      ask<{ id: number; name: string }[]>(`/api/connections/programs?integrationId=${integrationId}`, signal),
  });
  const bulk =
    'People of a first sync join in bulk, which starts no Dotdigital program that waits for joiners; Connection Settings say how later ones go.';
  return (
    <p className="text-sm text-ink-3">
      {bulk}{' '}
      {isError
        ? 'The account’s programs could not be read.'
        : data &&
          (data.length === 0
            ? 'No program is active in the account.'
            : `Active in the account: ${listSome(
                data.map(({ name }) => name),
                5,
              )}. Which of them begin with this book, Dotdigital doesn’t tell.`)}
    </p>
  );
}
