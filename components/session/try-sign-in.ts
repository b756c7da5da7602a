import { signIn } from 'next-auth/react';

import { failed, ok, type Result } from '@/lib/result';
import type { CodeInput, SignInInput } from '@/lib/users/schemas';

const messages: Record<string, string> = {
  TooMany: 'Too many tries. Wait a quarter of an hour, then try again.',
  CredentialsSignin: 'E-mail and password don’t belong together. Check both, or ask for a new password.',
  WrongCode: 'Not the code of now, or taken before. Wait for the next one; a recovery code works once.',
  StepOver: 'This took too long. Enter your password once more.',
};

const unavailable = 'Signing in is not possible just now. Try again in a moment.';

/** `code`: the password was right, and a code is asked for. */
type Half = 'in' | 'code';

export const trySignIn = (input: SignInInput): Promise<Result<Half>> => send(input);

/** The second half. Where too long has passed since the first its error has the code `StepOver`. */
export const tryCode = (input: CodeInput): Promise<Result<Half>> => send(input);

async function send(input: SignInInput | CodeInput): Promise<Result<Half>> {
  const answer = await signIn('credentials', { ...input, redirect: false });
  if (answer?.ok && !answer.error) return ok('in');
  const why = answer?.error ?? '';
  if (why === 'SecondFactor') return ok('code');
  return failed({ code: why === 'StepOver' ? why : 'forbidden', message: messages[why] ?? unavailable });
}
