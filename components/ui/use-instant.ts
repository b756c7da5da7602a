'use client';

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { startTransition, useOptimistic } from 'react';

import type { Result } from '@/lib/result';

import { callAction } from '../session/call-action';
import { toast } from './toaster';

export type Instant<Data, Answer> = {
  action: () => Promise<Result<Answer>>;
  /** What will be true once it is done. */
  shows: (now: Data) => Data;
  /** The toast's title when it was not done: "Not paused". Without it whoever asked tells the reason. */
  refused?: string;
  /** Tells that it is done; the page says so already. */
  done?: (answer: Answer) => void;
};

/**
 * Does something to live data: the page says at once what will be true, then follows the work. What is refused is put back as it was,
 * with the reason in a toast.
 */
export function useInstant<Data>(queryKey: QueryKey) {
  const client = useQueryClient();
  const { mutateAsync: wait } = useMutation({
    mutationKey: queryKey,
    networkMode: 'always',
    mutationFn: (answer: Promise<unknown>) => answer,
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return async <Answer>({ action, shows, refused, done }: Instant<Data, Answer>): Promise<Result<Answer>> => {
    // A reading that is under way tells of before.
    void client.cancelQueries({ queryKey });
    const before = client.getQueryData<Data>(queryKey);
    client.setQueryData<Data>(queryKey, (now) => (now === undefined ? now : shows(now)));
    const answer = callAction(action).then((told) => {
      if (!told.ok) client.setQueryData(queryKey, before);
      return told;
    });
    await wait(answer);
    const told = await answer;
    tell(told, refused, done);
    return told;
  };
}

/** The same for what the server rendered: the change stands until the page that comes back with the answer. */
export function useInstantPage<Rendered>(rendered: Rendered) {
  const [shown, show] = useOptimistic(rendered, (now: Rendered, change: (now: Rendered) => Rendered) =>
    change(now),
  );
  const instantly = <Answer>({ action, shows, refused, done }: Instant<Rendered, Answer>): void =>
    startTransition(async () => {
      show(shows);
      tell(await callAction(action), refused, done);
    });
  return [shown, instantly] as const;
}

function tell<Answer>(
  told: Result<Answer>,
  refused: string | undefined,
  done: ((answer: Answer) => void) | undefined,
): void {
  if (told.ok) done?.(told.data);
  else if (refused !== undefined) toast.bad(refused, { detail: told.error.message });
}
