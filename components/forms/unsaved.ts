/** The forms on the page that something was typed into. */
type Unsaved = {
  hasChanges: () => boolean;
  /** Whether all of it is in the draft; a password, or more than the browser has room for, isn't. */
  isKept: () => boolean;
  /** Writes the draft now, or throws it away. */
  keep: () => void;
  discard: () => void;
};

const forms = new Set<Unsaved>();
let leaving = false;

export function holdUnsaved(form: Unsaved): () => void {
  forms.add(form);
  return () => forms.delete(form);
}

const changed = (): Unsaved[] => (leaving ? [] : [...forms].filter((form) => form.hasChanges()));

export const unsaved = {
  exists: (): boolean => changed().length > 0,
  isKept: (): boolean => changed().every((form) => form.isKept()),
  keep: (): void => changed().forEach((form) => form.keep()),
  discard: (): void => changed().forEach((form) => form.discard()),
};

let ask: ((go: () => void) => void) | null = null;

/** Whoever asks before a form is left; the guard of the page. */
export function askBy(asker: (go: () => void) => void): () => void {
  ask = asker;
  return () => (ask = null);
}

/** Goes at once, or once the person who has typed something says so. */
export const leaveAsked = (go: () => void): void => (ask && unsaved.exists() ? ask(go) : go());

/** Goes without being asked once more. */
export function leave(go: () => void): void {
  leaving = true;
  try {
    go();
  } finally {
    leaving = false;
  }
}

/** The drafts are kept, and nothing is asked any more: the page is about to be left for good. */
export function leaveWithDrafts(): void {
  unsaved.keep();
  leaving = true;
}

/** The drafts are kept first, so that the page can begin anew with them. */
export function reloadPage(): void {
  leaveWithDrafts();
  window.location.reload();
}
