'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { CountFilterInput, FilterCount } from '@/lib/marketing-lists/schemas';
import type { FilterDefinition } from '@/lib/filters/schemas';

import { postQuestion } from './post-question';
import { useAfterPause } from './use-after-pause';

export type LiveCount = {
  answer: FilterCount | undefined;
  /** The answer is of an earlier filter; the present one is being counted. */
  counting: boolean;
  /** The figure shown is an estimate, the exact one is under way. */
  refining: boolean;
  error: string | null;
};

type Asked = Required<Pick<CountFilterInput, 'entity' | 'listId' | 'timeZone'>> & {
  filter: FilterDefinition;
  enabled?: boolean;
};

/**
 * Counts while someone types: after a pause, and the older question is stopped in the database when a newer one comes.
 * Where counting takes long an estimate comes first, then the figure itself.
 */
export function useFilterCount({ entity, filter, listId, timeZone, enabled = true }: Asked): LiveCount {
  const asked = useAfterPause(
    JSON.stringify({ entity, filter, listId, timeZone } satisfies CountFilterInput),
    350,
  );
  const ask = (exact: boolean) => ({
    queryKey: ['filter-count', exact, asked.settled],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      postQuestion<FilterCount>(
        '/api/marketing-lists/count',
        JSON.stringify({ ...(JSON.parse(asked.settled) as CountFilterInput), exact }),
        signal,
        failed,
      ),
    staleTime: 10_000,
    gcTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const first = useQuery({ ...ask(false), enabled, placeholderData: keepPreviousData });
  const refine = enabled && first.data !== undefined && isUnfinished(first.data) && !first.isPlaceholderData;
  const second = useQuery({ ...ask(true), enabled: refine });
  const exact = refine ? second.data : undefined;
  const better =
    exact?.count === null && exact.stopped
      ? {
          ...first.data,
          ...exact,
          count: first.data?.count ?? null,
          accuracy: first.data?.accuracy ?? ('estimate' as const),
        }
      : exact;
  return {
    answer: better ?? first.data,
    counting: enabled && (first.isFetching || asked.pending),
    refining: refine && second.isFetching,
    error: first.error && !first.isFetching ? first.error.message : null,
  };
}

/** An estimate, or a whole whose places are not counted yet. */
const isUnfinished = ({ accuracy, sizes, sizesAccuracy }: FilterCount): boolean =>
  accuracy === 'estimate' || (sizes.length === 0 && sizesAccuracy === 'estimate');

const failed =
  'The people could not be counted. What you set up is still here; change something to try again.';
