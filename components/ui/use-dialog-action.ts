'use client';

import { useState } from 'react';

import type { ActionError, Result } from '@/lib/result';

import { callAction } from '../session/call-action';
import { useFailureOf } from './use-failure-of';

type DialogAction<Data> = {
  action: () => Promise<Result<Data>>;
  onDone: (data: Data) => Promise<void> | void;
  /** Said when no answer came. */
  unreachable?: string;
  /** What the dialog holds: what was refused is told as long as that stands. Without it, until the next press. */
  of?: unknown;
};

/** What a dialog does when its button is pressed; what went wrong is told in the dialog, which stays. */
export function useDialogAction<Data>({ action, onDone, unreachable, of }: DialogAction<Data>) {
  const [pending, setPending] = useState(false);
  const [refused, setFailure] = useState<ActionError | null>(null);
  const { shown: failure, sends } = useFailureOf(refused, of);
  const run = async (): Promise<void> => {
    sends();
    setPending(true);
    setFailure(null);
    const result = await callAction(action, unreachable);
    setPending(false);
    if (result.ok) await onDone(result.data);
    else setFailure(result.error);
  };
  return { pending, failure, run };
}
