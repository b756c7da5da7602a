'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';

import { usePerson } from '../session/person';
import {
  draftKey,
  draftOver,
  dropDraft,
  isSame,
  keepDraft,
  type Kept,
  keptValues,
  readDraft,
} from './drafts';
import { secretsOf } from './secrets';
import { holdUnsaved } from './unsaved';

/** Its name, one per form of a page, and the version of what it edits; none: nothing of it may be kept. */
export type DraftOption = { form: string; version?: number } | 'none';

/** What came back from the draft. */
export type Restored = {
  begunAt: number;
  /** What is edited was saved by somebody meanwhile. */
  isOlder: boolean;
  /** How many fields were changed here and by somebody else. */
  bothCount: number;
  withoutSecrets: boolean;
};

/** What is filled in, wherever its values live. */
type Filled = {
  now: () => object;
  /** What stood there before anything was typed. */
  base: () => object;
  put: (values: Kept) => void;
  clear: () => void;
  watch: (changed: () => void) => () => void;
  secrets: ReadonlySet<string>;
};

const pauseMs = 300;

/** Of a form of react-hook-form. */
export function useDraft<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  option: DraftOption,
) {
  const filled = useMemo(
    (): Filled => ({
      now: () => form.getValues(),
      base: () => form.control._defaultValues,
      put: (values) => form.reset({ ...form.getValues(), ...values } as Input, { keepDefaultValues: true }),
      clear: () => form.reset(),
      watch: (changed) => form.subscribe({ formState: { values: true }, callback: changed }),
      secrets: secretsOf(form.control),
    }),
    [form],
  );
  return useDraftOf(filled, option);
}

export type StateOfForm<Values> = { base: Values; values: Values; put: (values: Values) => void };

/** Of a form that keeps its values in a state of its own; null: nothing is typed in it. */
export function useStateDraft<Values extends object>(state: StateOfForm<Values> | null, option: DraftOption) {
  const latest = useRef(state);
  const changed = useRef<() => void>(() => undefined);
  useEffect(() => {
    latest.current = state;
    changed.current();
  });
  const filled = useMemo(
    (): Filled => ({
      now: () => latest.current?.values ?? {},
      base: () => latest.current?.base ?? {},
      put: (values) => latest.current?.put(values as Values),
      clear: () => latest.current?.put(latest.current.base),
      watch: (tell) => {
        changed.current = tell;
        return () => {
          changed.current = () => undefined;
        };
      },
      secrets: new Set(),
    }),
    [],
  );
  return useDraftOf(filled, option);
}

/** Keeps what is typed in the browser, and brings it back. Dropped once it is saved, undone or discarded. */
function useDraftOf(filled: Filled, option: DraftOption) {
  const person = usePerson();
  const pathname = usePathname();
  const search = useSearchParams()?.toString() ?? '';
  const name = option === 'none' ? null : option.form;
  const version = option === 'none' ? null : (option.version ?? null);
  const key = name && person.id ? draftKey(person.id, name, `${pathname ?? ''}?${search}`) : null;
  const [restored, setRestored] = useState<Restored | null>(null);
  const [drawn, setDrawn] = useState(0);
  const saved = useRef<unknown>(undefined);
  const work = useRef({ keep: (): void => undefined, discard: (): void => undefined });

  useEffect(() => {
    if (key === null) return undefined;
    const { now, base, secrets } = filled;
    const isTyped = (): boolean =>
      !isSame(now(), base()) && (saved.current === undefined || !isSame(now(), saved.current));
    let begunAt: number | null = null;
    let hasRoom = true;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const keep = (): void => {
      clearTimeout(timer);
      timer = undefined;
      const values = keptValues(now(), secrets);
      const before = keptValues(base(), secrets);
      if (!isTyped() || isSame(values, before)) return dropDraft(key);
      begunAt ??= Date.now();
      hasRoom = keepDraft(key, { version, begunAt, base: before, values });
    };
    const discard = (): void => {
      filled.clear();
      dropDraft(key);
      begunAt = null;
      setDrawn((n) => n + 1);
      setRestored(null);
    };
    work.current = { keep, discard };

    const found = readDraft(key, Date.now());
    if (found) {
      const before = keptValues(now(), secrets);
      const over = draftOver(found, before);
      if (isSame(over.values, before)) dropDraft(key);
      else {
        begunAt = found.begunAt;
        filled.put(over.values);
        setRestored({
          begunAt,
          isOlder: found.version !== version,
          bothCount: over.both.length,
          withoutSecrets: secrets.size > 0,
        });
        setDrawn((n) => n + 1);
      }
    }
    const stopWatching = filled.watch(() => {
      timer ??= setTimeout(keep, pauseMs);
    });
    const release = holdUnsaved({
      hasChanges: isTyped,
      isKept: () => hasRoom && [...secrets].every((one) => isSame(valueOf(now(), one), valueOf(base(), one))),
      keep,
      discard,
    });
    const keepNow = (): void => {
      if (timer !== undefined) keep();
    };
    window.addEventListener('pagehide', keepNow);
    return () => {
      keepNow();
      stopWatching();
      release();
      window.removeEventListener('pagehide', keepNow);
    };
  }, [filled, key, version]);

  return {
    restored,
    /** Grows when the form was filled from outside: what keeps a state of its own is drawn anew by it. */
    drawn,
    discard: (): void => work.current.discard(),
    /** What stands in the form now is stored. */
    tookSaved: (): void => {
      saved.current = structuredClone(filled.now());
      setRestored(null);
      work.current.keep();
    },
  };
}

const valueOf = (values: object, name: string): unknown => (values as Record<string, unknown>)[name];
