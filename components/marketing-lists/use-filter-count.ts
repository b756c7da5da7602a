'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { CrmEntity } from '@/lib/crm/schemas';
import type { FilterCount, FilterDefinition } from '@/lib/marketing-lists/schemas';

const pauseMs = 350;

export type LiveCount = {
  answer: FilterCount | undefined;
  /** The answer is of an earlier filter; the present one is being counted. */
  counting: boolean;
  error: string | null;
};

/** Counts while someone types: after a pause, and the older question is stopped in the database when a newer one comes. */
export function useFilterCount(entity: CrmEntity, filter: FilterDefinition): LiveCount {
  const asked = useAfterPause(JSON.stringify({ entity, filter }));
  const { data, isFetching, error } = useQuery({
    queryKey: ['filter-count', asked.settled],
    queryFn: ({ signal }) => askCount(asked.settled, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return { answer: data, counting: isFetching || asked.pending, error: error && !isFetching ? error.message : null };
}

async function askCount(body: string, signal: AbortSignal): Promise<FilterCount> {
  const response = await fetch('/api/marketing-lists/count', { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal });
  if (response.ok) return (await response.json()) as FilterCount;
  const problem: unknown = await response.json().catch(() => null);
  const detail = typeof problem === 'object' && problem !== null && 'detail' in problem ? String(problem.detail) : '';
  throw new Error(detail || 'The people could not be counted. What you set up is still here; change something to try again.');
}

function useAfterPause(value: string): { settled: string; pending: boolean } {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return { settled, pending: settled !== value };
}
