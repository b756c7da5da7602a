'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';

import { usePerson } from '../session/person';
import {
  type Draft,
  draftKey,
  draftOver,
  dropDraft,
  isSame,
  keepDraft,
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

const pauseMs = 300;

/** Keeps what is typed into a form in the browser, and brings it back. Dropped once it is saved, undone or discarded. */
export function useDraft<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  option: DraftOption,
) {
  const person = usePerson();
  const pathname = usePathname();
  const search = useSearchParams()?.toString() ?? '';
  const name = option === 'none' ? null : option.form;
  const version = option === 'none' ? null : (option.version ?? null);
  const key = name && person.id ? draftKey(person.id, name, `${pathname ?? ''}?${search}`) : null;
  const [restored, setRestored] = useState<Restored | null>(null);
  const [drawn, setDrawn] = useState(0);
  const saved = useRef<unknown>(undefined);
  const work = useRef({ keep: () => undefined as void, discard: () => undefined as void });

  useEffect(() => {
    if (key === null) return undefined;
    const secrets = secretsOf(form.control);
    const base = (): object => form.control._defaultValues;
    const now = (): object => form.getValues();
    const isTyped = (): boolean => !isSame(now(), base()) && !isSame(now(), saved.current);
    let begunAt: number | null = null;
    let hasRoom = true;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const found = readDraft(key, Date.now());
    if (found) {
      const over = draftOver(found, keptValues(now(), secrets));
      begunAt = found.begunAt;
      if (isSame(over.values, keptValues(now(), secrets))) dropDraft(key);
      else {
        form.reset({ ...form.getValues(), ...over.values } as Input, { keepDefaultValues: true });
        setRestored({
          begunAt,
          isOlder: found.version !== version,
          bothCount: over.both.length,
          withoutSecrets: secrets.size > 0,
        });
        setDrawn((n) => n + 1);
      }
    }

    const keep = (): void => {
      clearTimeout(timer);
      timer = undefined;
      const values = keptValues(now(), secrets);
      if (!isTyped() || isSame(values, keptValues(base(), secrets))) return dropDraft(key);
      begunAt ??= Date.now();
      hasRoom = keepDraft(key, {
        version,
        begunAt,
        base: keptValues(base(), secrets),
        values,
      } satisfies Draft);
    };
    const discard = (): void => {
      form.reset(base() as Input);
      setDrawn((n) => n + 1);
      setRestored(null);
      keep();
      begunAt = null;
    };
    work.current = { keep, discard };
    const stopWatching = form.subscribe({
      formState: { values: true },
      callback: () => {
        timer ??= setTimeout(keep, pauseMs);
      },
    });
    const release = holdUnsaved({
      hasChanges: isTyped,
      isKept: () => hasRoom && [...secrets].every((one) => isSame(valueOf(now(), one), valueOf(base(), one))),
      keep,
      discard,
    });
    window.addEventListener('pagehide', keep);
    return () => {
      keep();
      stopWatching();
      release();
      window.removeEventListener('pagehide', keep);
    };
  }, [form, key, version]);

  return {
    restored,
    /** Grows when the form was filled from outside: what keeps a state of its own is drawn anew by it. */
    drawn,
    discard: (): void => work.current.discard(),
    /** What stands in the form now is stored. */
    tookSaved: (): void => {
      saved.current = structuredClone(form.getValues());
      setRestored(null);
      work.current.keep();
    },
  };
}

const valueOf = (values: object, name: string): unknown => (values as Record<string, unknown>)[name];
