'use client';

import { useState } from 'react';

import type { ActionError, Result } from '@/lib/result';

import { type StateOfForm, useStateDraft } from '../forms/use-draft';
import { callAction } from '../session/call-action';
import { useFailureOf } from './use-failure-of';

/** What is filled in, kept as a draft of this name; `version` of what is edited. */
type DialogDraft<Values> = { form: string; version?: number } & StateOfForm<Values>;

type DialogAction<Data, Values> = {
  /** `none`: nothing is typed in it, or nothing of that may stay. */
  draft: DialogDraft<Values> | 'none';
  action: () => Promise<Result<Data>>;
  onDone: (data: Data) => Promise<void> | void;
  /** Said when no answer came. */
  unreachable?: string;
  /** What the dialog holds: what was refused is told as long as that stands. Without it, until the next press. */
  of?: unknown;
};

/**
 * What a dialog does when its button is pressed; what went wrong is told in the dialog, which stays. What was filled in when it is closed or
 * its page is left stands in it again when it is opened: `draft` is for its `DraftNotice`.
 */
export function useDialogAction<Data, Values extends object>({
  action,
  onDone,
  unreachable,
  of,
  draft: drafted,
}: DialogAction<Data, Values>) {
  const { tookSaved, ...draft } = useStateDraft(drafted === 'none' ? null : drafted, drafted);
  const [pending, setPending] = useState(false);
  const [refused, setFailure] = useState<ActionError | null>(null);
  const { shown: failure, sends } = useFailureOf(refused, of);
  const run = async (): Promise<void> => {
    sends();
    setPending(true);
    setFailure(null);
    const result = await callAction(action, unreachable);
    setPending(false);
    if (result.ok) {
      tookSaved();
      await onDone(result.data);
    } else setFailure(result.error);
  };
  return { pending, failure, run, draft };
}
