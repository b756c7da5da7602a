import { signIn } from 'next-auth/react';

import { failed, ok, type Result } from '@/lib/result';
import type { SignInInput } from '@/lib/users/schemas';

const messages: Record<string, string> = {
  TooMany: 'Too many tries. Wait a quarter of an hour, then try again.',
  CredentialsSignin: 'E-mail and password don’t belong together. Check both, or ask for a new password.',
};

const unavailable = 'Signing in is not possible just now. Try again in a moment.';

export async function trySignIn(input: SignInInput): Promise<Result<null>> {
  const answer = await signIn('credentials', { ...input, redirect: false });
  if (answer?.ok && !answer.error) return ok(null);
  return failed({ code: 'forbidden', message: messages[answer?.error ?? ''] ?? unavailable });
}
