'use client';

import Link from 'next/link';
import { ActionForm, PasswordField, TextField, useActionForm } from '@/components/forms';
import { trySignIn } from '@/components/session/try-sign-in';
import { Brand } from '@/components/shell/brand';
import { Card } from '@/components/ui/card';
import { SignInInput } from '@/lib/users/schemas';

export function SignInForm({ target }: { target: string }) {
  const form = useActionForm({
    schema: SignInInput,
    draft: 'none',
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
        <p className="mt-4 text-sm">
          <Link href="/forgotten-password" className="text-ink-2 underline underline-offset-2 hover:text-ink">
            Forgot your password?
          </Link>
        </p>
      </Card>
    </>
  );
}
