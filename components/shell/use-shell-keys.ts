'use client';

import { useEffect, useRef } from 'react';

import { isTyping } from '../ui/is-typing';

type ShellKeys = { openPalette: () => void; openKeys: () => void };

/** Ctrl or Cmd K anywhere; `?`, `/` and the hotkeys of buttons while no field has the focus. */
export function useShellKeys(handlers: ShellKeys): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') latest.current.openKeys();
      else if (event.key === '/' && !document.querySelector('[data-table-search]')) {
        event.preventDefault();
        latest.current.openPalette();
      } else if (/^[a-z]$/.test(event.key)) {
        const target = document.querySelector<HTMLElement>(`main [data-hotkey="${event.key}"]`);
        if (!target) return;
        event.preventDefault();
        target.click();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
