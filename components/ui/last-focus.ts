/** What lies over a page for a while, and takes the focus with it when it goes. */
const passing = '[role=menu], [role=dialog], [role=alertdialog], [role=listbox]';

let last: HTMLElement | null = null;

if (typeof document !== 'undefined')
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest(passing)) last = target;
  });

/** Gives the focus back to what had it on the page itself, as the button of the menu from which a dialog was opened. */
export function focusLast(): void {
  if (last?.isConnected) last.focus();
}
