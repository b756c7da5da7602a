import type { ProofKind } from '@/lib/users/schemas';

/** What the page waits for: nothing, or that the person shows again who they are. */
type Asked = { by: ProofKind } | null;

let asked: Asked = null;
let waiting: { promise: Promise<boolean>; settle: (proved: boolean) => void } | null = null;
const listeners = new Set<() => void>();

function set(next: Asked): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog that asks, and answers whether it was shown. Whoever asks while it is open waits for the same answer. */
export function showProof(by: ProofKind): Promise<boolean> {
  if (waiting) return waiting.promise;
  if (listeners.size === 0) return Promise.resolve(false);
  let settle: (proved: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((resolve) => (settle = resolve));
  waiting = { promise, settle };
  set({ by });
  return promise;
}

export const proofStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): Asked => asked,
  readOnServer: (): Asked => null,
  settle: (proved: boolean): void => {
    const one = waiting;
    waiting = null;
    set(null);
    one?.settle(proved);
  },
};
