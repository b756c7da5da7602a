import type { ClipboardEvent } from 'react';

/** Up to here the browser edits by itself. It does so line by line: 50,000 lines take it seconds, and every key after that a part of one. */
export const longPaste = 20_000;

/** Hands on what would stand in the field after a long paste, without the browser laying it out; a short one goes its usual way. */
export function pastedInto(event: ClipboardEvent<HTMLTextAreaElement>, take: (text: string) => void): void {
  const pasted = event.clipboardData.getData('text/plain');
  if (pasted.length <= longPaste) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  take(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
}
