'use client';

import { useState } from 'react';

import type { ActionError, Result } from '@/lib/result';

import { callAction } from '../session/call-action';

type DialogAction<Data> = {
  action: () => Promise<Result<Data>>;
  onDone: (data: Data) => Promise<void> | void;
  /** Said when no answer came. */
  unreachable?: string;
};

/** What a dialog does when its button is pressed; what went wrong is told in the dialog, which stays. */
export function useDialogAction<Data>({ action, onDone, unreachable }: DialogAction<Data>) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);
  const run = async (): Promise<void> => {
    setPending(true);
    setFailure(null);
    const result = await callAction(action, unreachable);
    setPending(false);
    if (result.ok) await onDone(result.data);
    else setFailure(result.error);
  };
  return { pending, failure, run };
}
