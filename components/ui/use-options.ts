'use client';

import { useEffect, useMemo, useRef, useState } from 'react';

import type { Option } from './select';

type UseOptions = {
  options: readonly Option[];
  load?: (search: string) => Promise<Option[]>;
  search: string;
  open: boolean;
};

/** Options as given, or loaded a moment after the last key; an answer that came too late is dropped. */
export function useOptions({ options, load, search, open }: UseOptions) {
  const [loaded, setLoaded] = useState<Option[]>([]);
  const [loading, setLoading] = useState(false);
  const loader = useRef(load);
  useEffect(() => {
    loader.current = load;
  });

  useEffect(() => {
    if (!open || !loader.current) return;
    let current = true;
    setLoading(true);
    const timer = setTimeout(
      () => {
        loader
          .current?.(search)
          .then((found) => current && setLoaded(found))
          .catch(() => current && setLoaded([]))
          .finally(() => current && setLoading(false));
      },
      search ? 180 : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [open, search]);

  const known = useMemo(
    () => new Map([...options, ...loaded].map((one) => [one.value, one])),
    [options, loaded],
  );
  return { shown: load ? loaded : options, known, loading };
}
