'use client';

import { type RefObject, useEffect, useLayoutEffect } from 'react';

const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** On less, about a tablet's width, a table that doesn't fit becomes cards: its last column would be out of sight. */
const roomForTable = 860;

/**
 * Fits the table to its place: as it is, else squeezed (the name gives way, then all texts do), else as cards where the place is narrow, else
 * scrolling sideways. Scrolling comes last, since inside a scroller the head can't stick to the page.
 */
export function useFit(ref: RefObject<HTMLElement | null>): void {
  useIsomorphicLayoutEffect(() => fit(ref.current));
  useEffect(() => {
    const box = ref.current;
    const table = box?.querySelector('table');
    if (!box || !table) return;
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => fit(box));
    });
    observer.observe(box);
    // The typeface, and times told by the person's own clock, come later than the first measure and are of another width.
    observer.observe(table);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  });
}

function fit(box: HTMLElement | null): void {
  const table = box?.querySelector('table');
  if (!box || !table) return;
  const tooWide = (): boolean => table.offsetWidth > box.clientWidth + 1;
  delete box.dataset.squeezed;
  delete box.dataset.asCards;
  delete box.dataset.overflows;
  if (tooWide()) box.dataset.squeezed = 'name';
  if (tooWide()) box.dataset.squeezed = 'all';
  if (tooWide() && box.clientWidth < roomForTable) box.dataset.asCards = '';
  const overflows = tooWide();
  if (overflows) box.dataset.overflows = '';
  // With nothing in it to stop at, the keys could not scroll it.
  const needsStop = overflows && table.querySelector('a[href], button, input') === null;
  if (needsStop) {
    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', `${table.getAttribute('aria-label') ?? 'Table'}, scrolls sideways`);
  } else for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
}
