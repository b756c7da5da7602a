'use client';

import { type RefObject, useEffect, useState } from 'react';

/** True while the table is wider than its place: only then it scrolls sideways, since a scroller would unstick the head. */
export function useOverflow(ref: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const box = ref.current;
    const inner = box?.firstElementChild;
    if (!box || !inner) return;
    const observer = new ResizeObserver(() => setOverflows(inner.scrollWidth > box.clientWidth + 1));
    observer.observe(box);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [ref]);
  return overflows;
}
