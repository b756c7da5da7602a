import type { ActionError, Result } from '@/lib/result';

export const noAnswer: ActionError = {
  code: 'unreachable',
  message: 'The server could not be reached. Try again in a moment.',
};

/** What an action answers; that no answer came is an answer too. */
export const answerOf = <T>(action: () => Promise<Result<T>>): Promise<Result<T>> =>
  action().catch(() => ({ ok: false, error: noAnswer }));
