'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { fetchSignedIn } from '@/components/session/fetch-signed-in';

const SearchAnswer = z.object({
  groups: z.array(
    z.object({
      label: z.string(),
      items: z.array(
        z.object({ label: z.string(), hint: z.string().optional(), href: z.string().startsWith('/') }),
      ),
    }),
  ),
});

type Groups = z.infer<typeof SearchAnswer>['groups'];

const none: Groups = [];

/** Records for the palette from GET /api/search?q=, asked a moment after the last key, from two letters on. */
export function useRecordSearch(text: string): { groups: Groups; searching: boolean; failed: boolean } {
  const wanted = text.trim();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), 160);
    return () => clearTimeout(timer);
  }, [wanted]);
  const ready = asked.length >= 2 && wanted.length >= 2;

  const { data, isFetching, isError } = useQuery({
    queryKey: ['search', asked],
    enabled: ready,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }) => {
      const response = await fetchSignedIn(`/api/search?q=${encodeURIComponent(asked)}`, { signal });
      if (!response.ok) throw new Error(`search answered ${response.status}`);
      return SearchAnswer.parse(await response.json()).groups;
    },
  });
  return { groups: ready ? (data ?? none) : none, searching: ready && isFetching, failed: ready && isError };
}
