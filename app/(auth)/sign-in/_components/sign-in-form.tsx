'use client';

import { signIn } from 'next-auth/react';
import { ActionForm, PasswordField, TextField, useActionForm } from '@/components/forms';
import { Brand } from '@/components/shell/brand';
import { Card } from '@/components/ui/card';
import { failed, ok, type Result } from '@/lib/result';
import { SignInInput } from '@/lib/users/schemas';

const messages: Record<string, string> = {
  TooMany: 'Too many tries. Wait a quarter of an hour, then try again.',
  CredentialsSignin:
    'E-mail and password don’t belong together. Check both; an admin can set a new password.',
};

const unavailable = 'Signing in is not possible just now. Try again in a moment.';

async function trySignIn(input: SignInInput): Promise<Result<null>> {
  const answer = await signIn('credentials', { ...input, redirect: false });
  if (answer?.ok && !answer.error) return ok(null);
  return failed({ code: 'not_signed_in', message: messages[answer?.error ?? ''] ?? unavailable });
}

export function SignInForm({ target }: { target: string }) {
  const form = useActionForm({
    schema: SignInInput,
    defaultValues: { email: '', password: '' },
    action: trySignIn,
    // A full load: nothing that was cached for the last person is shown to the next.
    onSuccess: () => window.location.assign(target),
  });
  return (
    <>
      <div className="mb-5">
        <Brand />
      </div>
      <Card className="p-5">
        <h1 className="mb-4 text-xl font-semibold tracking-[-0.01em]">Sign in</h1>
        <ActionForm form={form} submit="Sign in" label="Sign in" errorTitle="Not signed in.">
          <TextField
            control={form.control}
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
          />
          <PasswordField
            control={form.control}
            name="password"
            label="Password"
            autoComplete="current-password"
          />
        </ActionForm>
      </Card>
    </>
  );
}
