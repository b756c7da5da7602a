'use client';

import {
  type QueryKey,
  useInfiniteQuery,
  useIsMutating,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';

import type { Subject } from '@/lib/live/schemas';

import { ask } from './ask';
import { follow } from './live-road';

type LiveData<Data> = {
  subject: Subject;
  /** Also the name of what changes it: see use-instant.ts. */
  queryKey: QueryKey;
  /** The GET route that says how it stands. */
  path: string;
  /** As the server rendered the page. */
  initial: Data;
};

/** Data that moves in place while one looks, and stands still while this tab waits for the answer to what it has just done to it. */
export function useLiveData<Data>({ subject, queryKey, path, initial }: LiveData<Data>) {
  const client = useQueryClient();
  const isActing = useIsMutating({ mutationKey: queryKey }) > 0;
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask<Data>(path, signal),
    initialData: initial,
    enabled: !isActing,
  });
  const read = useEffectEvent(() => void client.invalidateQueries({ queryKey }));
  useEffect(() => follow(subject, () => read()), [subject]);
  const take = useEffectEvent((rendered: Data) => {
    if (client.isMutating({ mutationKey: queryKey }) === 0) client.setQueryData(queryKey, rendered);
  });
  useEffect(() => take(initial), [initial]);
  return { data: query.data ?? initial, error: query.error };
}

/** A whole page is read again no sooner than this. */
const refreshEveryMs = 1_500;

/** Reads the page again when what it shows has moved. `isMoving`: something was under way when it was rendered. */
export function useLivePage(subject: Subject, isMoving: boolean, everyMs = refreshEveryMs): void {
  const router = useRouter();
  const refreshed = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hear = useEffectEvent((what: 'first' | 'moved') => {
    if (what === 'first' && !isMoving) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => {
        refreshed.current = performance.now();
        router.refresh();
      },
      Math.max(0, refreshed.current + everyMs - performance.now()),
    );
  });
  useEffect(() => {
    const end = follow(subject, (what) => hear(what));
    return () => {
      clearTimeout(timer.current);
      end();
    };
  }, [subject]);
}

/** Data that is read page by page: when it has moved, all pages that are shown are read again, each behind the one before. */
export function useLivePages<Page extends { next: string | null }>(
  { subject, queryKey, path, initial }: LiveData<Page>,
  maxPages: number,
) {
  const client = useQueryClient();
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      ask<Page>(
        pageParam === null
          ? path
          : `${path}${path.includes('?') ? '&' : '?'}before=${encodeURIComponent(pageParam)}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last, pages) => (pages.length >= maxPages ? null : last.next),
    initialData: { pages: [initial], pageParams: [null] },
  });
  const read = useEffectEvent(() => void client.invalidateQueries({ queryKey }));
  useEffect(() => follow(subject, () => read()), [subject]);
  return query;
}
