let last: HTMLElement | null = null;

/** Of a menu that goes; it is named by its button where none is given. */
export function noteMenuButton({ target }: Event, button?: HTMLElement): void {
  const id = target instanceof Element ? target.getAttribute('aria-labelledby') : null;
  last = button ?? (id === null ? null : document.getElementById(id));
}

/** What had the focus before a dialog came, if it is still there; else the button of the menu from which the dialog was opened. */
export function focusedBefore(before: Element | null): HTMLElement | null {
  if (before instanceof HTMLElement && before !== document.body && before.isConnected) return before;
  const button = last;
  last = null;
  return button;
}
