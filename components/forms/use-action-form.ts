'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useRef, useState, useTransition } from 'react';
import {
  type DefaultValues,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  useForm,
  type UseFormReturn,
} from 'react-hook-form';
import type { z } from 'zod';

import type { ActionError, Result } from '@/lib/result';

import { callAction } from '../session/call-action';
import { type DraftOption, useDraft } from './use-draft';

export type ActionFormOptions<Input extends FieldValues, Output, Data> = {
  /** The room's own schema, the same that the action parses with. */
  schema: z.ZodType<Output, Input>;
  defaultValues: DefaultValues<NoInfer<Input>>;
  /** What is typed survives as a draft of this name; `none` where nothing of it may stay in the browser. */
  draft: DraftOption;
  action: (input: NoInfer<Output>) => Promise<Result<Data>>;
  /** Runs once the server said yes; a `router.push` in it keeps the form pending until the next page is there. */
  onSuccess?: (data: Data) => void | Promise<void>;
};

export type ActionForm<Input extends FieldValues, Output> = {
  form: UseFormReturn<Input, unknown, Output>;
  /** Hand this to every field. */
  control: UseFormReturn<Input, unknown, Output>['control'];
  submit: (event?: React.SyntheticEvent) => void;
  pending: boolean;
  /** What belongs to no field, until something is changed. */
  error: string | null;
  errorCode: string | null;
  draft: Omit<ReturnType<typeof useDraft>, 'tookSaved'>;
};

const unreachable =
  'The server could not be reached, so nothing was saved. What you typed is still here; try again in a moment.';

const noError = { text: null, code: null };

export function useActionForm<Input extends FieldValues, Output, Data>({
  schema,
  defaultValues,
  draft: draftOption,
  action,
  onSuccess,
}: ActionFormOptions<Input, Output, Data>): ActionForm<Input, Output> {
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: 'onTouched',
    shouldFocusError: true,
  });
  const [error, setError] = useState<{ text: string | null; code: string | null }>(noError);
  const { tookSaved, ...draft } = useDraft(form, draftOption);
  const [pending, setPending] = useState(false);
  const [leaving, startTransition] = useTransition();
  const busy = useRef(false);

  useEffect(() => form.subscribe({ formState: { values: true }, callback: () => setError(noError) }), [form]);

  const send = form.handleSubmit(
    async (values) => {
      if (busy.current) return;
      busy.current = true;
      setPending(true);
      setError(noError);
      try {
        const result = await callAction(() => action(values), unreachable);
        if (result.ok) {
          tookSaved();
          startTransition(async () => onSuccess?.(result.data));
        } else setError({ text: placeErrors(form, result.error), code: result.error.code });
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    (errors) => setError({ text: sayUnseen(form, errors), code: null }),
  );

  const submit = (event?: React.SyntheticEvent): void => {
    event?.stopPropagation();
    void send(event);
  };

  return {
    form,
    control: form.control,
    submit,
    pending: pending || leaving,
    error: error.text,
    errorCode: error.code,
    draft,
  };
}

/** What the schema refuses at fields that are not on the page: with no place of its own it is said in the notice, never passed over. */
function sayUnseen<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  errors: FieldErrors<Input>,
): string | null {
  const unseen = leaves(errors).filter(
    ({ path }) => !form.control._names.mount.has(path) && !form.control._names.mount.has(wholeOf(path)),
  );
  if (unseen.length === 0) return null;
  return [
    'Some fields need your attention.',
    ...unseen.map(({ path, message }) => `${path}: ${message}`),
  ].join(' ');
}

/** One of several values stands in the field of them all. */
const wholeOf = (path: string): string => path.replace(/(\.\d+)+$/, '');

function leaves(errors: object, path: string[] = []): { path: string; message: string }[] {
  return Object.entries(errors).flatMap(([key, error]: [string, unknown]) => {
    if (typeof error !== 'object' || error === null || key === 'ref') return [];
    const at = [...path, key];
    return 'message' in error && typeof error.message === 'string'
      ? [{ path: at.join('.'), message: error.message }]
      : leaves(error, at);
  });
}

/** Puts each error at its field and answers what is left for the notice. */
function placeErrors<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  error: ActionError,
): string | null {
  const homeless: string[] = [];
  let placed = 0;
  for (const [name, message] of Object.entries(error.fieldErrors ?? {})) {
    if (!form.control._names.mount.has(name)) {
      homeless.push(message);
      continue;
    }
    form.setError(name as FieldPath<Input>, { type: 'server', message }, { shouldFocus: placed === 0 });
    placed += 1;
  }
  if (homeless.length > 0)
    return [error.message, ...homeless.filter((one) => !error.message.includes(one))].join(' ');
  return placed > 0 ? null : error.message;
}
