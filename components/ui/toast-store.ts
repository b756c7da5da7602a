import type { ReactNode } from 'react';

export type ToastTone = 'good' | 'bad' | 'neutral';

export type ToastItem = {
  id: number;
  tone: ToastTone;
  text: string;
  detail?: ReactNode;
  action?: { label: string; onSelect: () => void };
};

type ToastOptions = Pick<ToastItem, 'detail' | 'action'>;

let items: readonly ToastItem[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly ToastItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}

function show(tone: ToastTone, text: string, options: ToastOptions = {}): number {
  lastId += 1;
  set([...items.slice(-3), { id: lastId, tone, text, ...options }]);
  return lastId;
}

/** toast('Copied'), toast.good('Saved'), toast.bad('Not saved', { detail, action }). */
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
