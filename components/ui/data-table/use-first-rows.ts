'use client';

import { useHydrated } from '../use-hydrated';

/** More than a screen shows. */
const firstRows = 20;

/** What the server writes out is the first screen: the other rows came along as data, and stand there once the browser has taken over. */
export function useFirstRows<Row>(rows: readonly Row[]): { first: readonly Row[]; rest: number } {
  const first = useHydrated() ? rows : rows.slice(0, firstRows);
  return { first, rest: rows.length - first.length };
}
