import type { ReactNode } from 'react';

export type ToastTone = 'good' | 'bad' | 'neutral';

export type ToastItem = {
  id: number;
  tone: ToastTone;
  text: string;
  detail?: ReactNode;
  action?: { label: string; onSelect: () => void } | undefined;
};

type ToastOptions = Pick<ToastItem, 'detail' | 'action'> & {
  /** Takes back what was just done; the button is called Undo. */
  undo?: (() => void) | undefined;
};

let items: readonly ToastItem[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly ToastItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}

function show(tone: ToastTone, text: string, { undo, ...options }: ToastOptions = {}): number {
  lastId += 1;
  const action = undo ? { label: 'Undo', onSelect: undo } : options.action;
  set([...items.slice(-3), { id: lastId, tone, text, ...options, action }]);
  return lastId;
}

/** toast('Copied'), toast.good('Saved', { undo }), toast.bad('Not saved', { detail, action }). */
export const toast = Object.assign((text: string, options?: ToastOptions) => show('neutral', text, options), {
  good: (text: string, options?: ToastOptions) => show('good', text, options),
  bad: (text: string, options?: ToastOptions) => show('bad', text, options),
});

export const dismissToast = (id: number): void => set(items.filter((one) => one.id !== id));

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => items,
};
