'use client';

import { useState } from 'react';
import { ActionForm, PasswordField, TextField, useActionForm } from '@/components/forms';
import { CodeForm } from '@/components/session/code-form';
import { ProviderButton } from '@/components/session/provider-button';
import { tryCode, trySignIn } from '@/components/session/try-sign-in';
import { Brand } from '@/components/shell/brand';
import { Card } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { PageLink } from '@/components/ui/page-link';
import { SignInInput } from '@/lib/users/schemas';

type SignInFormProps = {
  target: string;
  /** The password was right already, and the page was opened anew. */
  awaitsCode: boolean;
  /** What the company's own sign-in is called; null: there is none. */
  provider: string | null;
  /** Without it the provider is the only way in. */
  byPassword: boolean;
  /** Why the provider's sign-in led to nothing. */
  refused: string | null;
};

const errorTitle = 'Not signed in.';

export function SignInForm({ target, awaitsCode, provider, byPassword, refused }: SignInFormProps) {
  const [half, setHalf] = useState<'password' | 'code'>(awaitsCode ? 'code' : 'password');
  const [over, setOver] = useState<string | null>(refused);
  const again = (why: string | null): void => {
    setOver(why);
    setHalf('password');
  };
  return (
    <>
      <div className="mb-5">
        <Brand />
      </div>
      <Card className="p-5">
        <h1 className="mb-4 text-xl font-semibold tracking-[-0.01em]">
          {half === 'code' ? 'Enter the code' : 'Sign in'}
        </h1>
        {half === 'code' ? (
          <CodeForm
            action={async (input) => {
              const answer = await tryCode(input);
              if (!answer.ok && answer.error.code === 'StepOver') again(answer.error.message);
              return answer;
            }}
            // Who came by a recovery code has a phone to set up anew.
            onSuccess={(_, by) => open(by === 'recovery' ? '/account#second-factor' : target)}
            submit="Sign in"
            label="Enter the code"
            errorTitle={errorTitle}
            onCancel={() => again(null)}
          />
        ) : (
          <>
            {over !== null && (
              <Notice tone="warn" title={errorTitle} className="mb-4">
                {over}
              </Notice>
            )}
            {provider !== null && <ProviderButton name={provider} target={target} />}
            {provider !== null && byPassword && <Or />}
            {byPassword && (
              <PasswordHalf onSuccess={(next) => (next === 'code' ? setHalf('code') : open(target))} />
            )}
          </>
        )}
      </Card>
    </>
  );
}

const Or = () => (
  <div className="my-4 flex items-center gap-3 text-sm text-ink-3">
    <hr className="grow border-t" />
    or
    <hr className="grow border-t" />
  </div>
);

/** A full load: nothing that was cached for the last person is shown to the next. */
const open = (target: string): void => window.location.assign(target);

function PasswordHalf({ onSuccess }: { onSuccess: (next: 'in' | 'code') => void }) {
  const form = useActionForm({
    schema: SignInInput,
    draft: 'none',
    defaultValues: { email: '', password: '' },
    action: trySignIn,
    onSuccess,
  });
  return (
    <>
      <ActionForm form={form} submit="Sign in" label="Sign in" errorTitle={errorTitle}>
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
        <PageLink
          href="/forgotten-password"
          className="text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          Forgot your password?
        </PageLink>
      </p>
    </>
  );
}
