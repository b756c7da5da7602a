'use client';

import { useSyncExternalStore } from 'react';

/** False in what the server sends and while the browser takes it over; from then on, and on every page opened later, true. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

const never = () => () => undefined;
