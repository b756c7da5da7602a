'use client';

import { useEffect, useState } from 'react';

/** The value as it stood when nothing changed any more for a moment. */
export function useAfterPause(value: string, pauseMs: number): { settled: string; pending: boolean } {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return { settled, pending: settled !== value };
}
