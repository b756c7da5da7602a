export type ErrorCode =
  | 'invalid_input'
  | 'not_signed_in'
  | 'forbidden'
  | 'step_up'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_many'
  | 'unavailable'
  | 'outside_failed'
  | 'internal';

type AppErrorOptions = {
  /** For a person: what happened, what it means, what to do. Defaults to the message. */
  userMessage?: string;
  /** Form field → message, where the error belongs to a field. */
  fieldErrors?: Record<string, string>;
  /** Seconds until a new try makes sense. */
  retryAfterSeconds?: number;
  /** Of `step_up`: by what the person shows again who they are. */
  asks?: 'code' | 'password' | 'provider';
  /** Of `forbidden`: the permission that was asked for. */
  permission?: string;
  cause?: unknown;
};

/** The one error of our own: a code to decide on, a message for us, a userMessage for a person. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly fieldErrors?: Record<string, string>;
  readonly retryAfterSeconds?: number;
  readonly permission?: string;
  readonly asks?: AppErrorOptions['asks'];

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.userMessage = options.userMessage ?? message;
    this.fieldErrors = options.fieldErrors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.permission = options.permission;
    this.asks = options.asks;
  }
}

export const notFound = (what: string): AppError =>
  new AppError('not_found', `${what} not found`, {
    userMessage: `This ${what} does not exist, or you may not see it.`,
  });

export const conflict = (message: string, fieldErrors?: Record<string, string>): AppError =>
  new AppError('conflict', message, { fieldErrors });

export const stale = (what: string): AppError =>
  new AppError('stale', `${what} was changed meanwhile`, {
    userMessage: `Someone changed this ${what} while you had it open. Reload to see it, then make your change again.`,
  });

export const invalidInput = (message: string, fieldErrors?: Record<string, string>): AppError =>
  new AppError('invalid_input', message, { fieldErrors });

const maxNamed = 5;

/** Refused for what stands in these fields: each is named with its reason, for whoever has no field to show it at. */
export function invalidFields(fieldErrors: Record<string, string>): AppError {
  const said = Object.entries(fieldErrors).map(([path, message]) => `${fieldInWords(path)}: ${message}`);
  const more = said.length > maxNamed ? [`And ${said.length - maxNamed} more.`] : [];
  const all = ['Some fields need your attention.', ...said.slice(0, maxNamed), ...more];
  return invalidInput(all.join(' '), fieldErrors);
}

/** firstName → First name, items.0.sku → Items 1 sku */
function fieldInWords(path: string): string {
  const words = path
    .split('.')
    .map((part) =>
      /^\d+$/.test(part)
        ? String(Number(part) + 1)
        : part.replace(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`),
    )
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
