'use client';

import { type RefObject, useEffect, useLayoutEffect } from 'react';

const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/**
 * Fits the table to its place: as it is, else squeezed (the first column gives way), else without the columns that may go, one kind
 * after the other, else scrolling sideways. Scrolling comes last, since inside a scroller the head can't stick to the page.
 */
export function useFit(ref: RefObject<HTMLElement | null>): void {
  useIsomorphicLayoutEffect(() => fit(ref.current));
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const observer = new ResizeObserver(() => fit(box));
    observer.observe(box);
    // The typeface, and times told by the person's own clock, come later than the first measure and are of another width.
    let frame = 0;
    void document.fonts.ready.then(() => {
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => fit(ref.current));
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [ref]);
}

function fit(box: HTMLElement | null): void {
  const table = box?.querySelector('table');
  if (!box || !table) return;
  const tooWide = (): boolean => table.offsetWidth > box.clientWidth + 1;
  delete box.dataset.squeezed;
  delete box.dataset.overflows;
  delete box.dataset.without;
  if (tooWide()) box.dataset.squeezed = '';
  for (const kinds of ['1', '1 2', '1 2 3']) if (tooWide()) box.dataset.without = kinds;
  if (tooWide()) box.dataset.overflows = '';
  box.dataset.fitted = '';
}
