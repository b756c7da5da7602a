import { AppError } from '../errors';

export type OutwardErrorKind = 'not_allowed' | 'network' | 'timeout' | 'stopped';

const words: Record<OutwardErrorKind, string> = {
  not_allowed: 'The address may not be called',
  network: 'The address could not be reached',
  timeout: 'No answer in time',
  stopped: 'It was stopped',
};

/** A call that had no answer. */
export class OutwardError extends AppError {
  constructor(
    readonly kind: OutwardErrorKind,
    what: string,
    /** Whether it had an effect there. */
    readonly acted: 'no' | 'maybe',
    detail: string | null,
    cause?: unknown,
  ) {
    super('unavailable', `${what}: ${kind}`, {
      userMessage: `${words[kind]}${detail === null ? '.' : `: ${detail}.`}`,
      cause,
    });
    this.name = 'OutwardError';
  }
}
