/** The page's session as this tab knows it: fine, over (its dialog is open), or somebody else's by now. */
type SessionState = { kind: 'fine' } | { kind: 'over' } | { kind: 'other' };

const fine: SessionState = { kind: 'fine' };
let state: SessionState = fine;
let waiting: { promise: Promise<boolean>; settle: (again: boolean) => void } | null = null;
let declined = false;
const listeners = new Set<() => void>();

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/**
 * Opens the sign-in dialog and answers whether the same person is signed in again. Whoever asks while it is open waits for the same
 * answer; what asks by itself (a grid, a count) doesn't open it again once it was closed.
 */
export function signInAgain({ byItself = false } = {}): Promise<boolean> {
  if (waiting) return waiting.promise;
  if (listeners.size === 0 || state.kind === 'other' || (byItself && declined)) return Promise.resolve(false);
  let settle: (again: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((resolve) => (settle = resolve));
  waiting = { promise, settle };
  set({ kind: 'over' });
  return promise;
}

function settle(again: boolean, next: SessionState): void {
  const asked = waiting;
  waiting = null;
  declined = !again;
  set(next);
  asked?.settle(again);
}

export const sessionStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): SessionState => state,
  readOnServer: (): SessionState => fine,
  /** The same person is back, here or in another tab. */
  back: (): void => {
    if (state.kind !== 'other') settle(true, fine);
  },
  decline: (): void => settle(false, fine),
  /** Somebody else is signed in now: what was typed here is not theirs. */
  takenByOther: (): void => settle(false, { kind: 'other' }),
};
