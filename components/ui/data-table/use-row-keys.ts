'use client';

import { type RefObject, useEffect } from 'react';

import { isTyping } from '../is-typing';

/** `/` goes to the search, `j` and `k` walk the rows; Enter then opens what has the focus by itself. */
export function useRowKeys(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const root = ref.current;
      if (
        !root ||
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        isTyping(event.target) ||
        root !== currentTable()
      )
        return;
      if (event.key === '/') {
        const search = root.querySelector<HTMLInputElement>('[data-table-search]');
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
      }
      if (event.key === 'j' || event.key === 'k') {
        event.preventDefault();
        step(root, event.key === 'j' ? 1 : -1);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [ref]);
}

function currentTable(): Element | null {
  return document.activeElement?.closest('[data-table]') ?? document.querySelector('[data-table]');
}

function step(root: HTMLElement, by: 1 | -1): void {
  const rows = [...root.querySelectorAll<HTMLElement>('[data-row]')];
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[now === -1 ? (by === 1 ? 0 : rows.length - 1) : now + by];
  if (!next) return;
  (next.querySelector<HTMLElement>('[data-row-link]') ?? next).focus();
  next.scrollIntoView({ block: 'nearest' });
}
