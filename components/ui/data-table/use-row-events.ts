'use client';

import { useRouter } from 'next/navigation';
import { type ChangeEvent, type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react';

import { isTyping } from '../is-typing';
import type { OpenMenu } from './row-menu';
import type { RowAction } from './types';

type Options = {
  /** Ids of the rows as they stand. */
  ids: string[];
  actionsOf: (rowId: string) => RowAction[];
  isChosen: (rowId: string) => boolean;
  /** Left out where rows can't be chosen. */
  choose?: (rowIds: string[], chosen: boolean) => void;
};

const within = (target: EventTarget, selector: string): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null;
const rowIdAt = (target: EventTarget): string | undefined => within(target, '[data-row]')?.dataset.row;

/** What rows hear, heard once by their table: choosing (Shift: up to here), keys of actions, and the menu. */
export function useRowEvents(options: Options) {
  const router = useRouter();
  const now = useRef(options);
  now.current = options;
  const lastChosen = useRef<string | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);

  const onChoose = useCallback((event: ChangeEvent<HTMLInputElement>) => {
    const rowId = rowIdAt(event.target);
    if (rowId === undefined) return;
    const withShift = 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true;
    now.current.choose?.(
      withShift ? between(now.current.ids, lastChosen.current, rowId) : [rowId],
      event.target.checked,
    );
    lastChosen.current = rowId;
  }, []);

  const toggleMenu = (button: HTMLElement): void => {
    const rowId = rowIdAt(button);
    if (rowId !== undefined) setMenu((open) => (open?.rowId === rowId ? null : { rowId, button }));
  };

  return {
    menu,
    closeMenu,
    onChoose,
    handlers: {
      onClick(event: MouseEvent): void {
        const button = within(event.target, '.dt-menu');
        if (button) toggleMenu(button);
      },
      onKeyDown(event: KeyboardEvent): void {
        if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
        const rowId = rowIdAt(event.target);
        if (rowId === undefined) return;
        const button = within(event.target, '.dt-menu');
        if (button && event.key === 'ArrowDown') {
          event.preventDefault();
          toggleMenu(button);
          return;
        }
        if (event.key === 'x') now.current.choose?.([rowId], !now.current.isChosen(rowId));
        const action = now.current.actionsOf(rowId).find((one) => one.hotkey === event.key && !one.disabled);
        if (!action) return;
        event.preventDefault();
        if (action.href) router.push(action.href);
        else action.onSelect?.();
      },
    },
  };
}

/** The rows from one to the other, both included; only the second where the first isn't there any more. */
function between(ids: string[], from: string | null, to: string): string[] {
  const [start, end] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  return start === -1 ? [to] : ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}
