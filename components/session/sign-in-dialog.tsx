'use client';

import { useState } from 'react';

import { failed, ok, type Result } from '@/lib/result';
import { SignInInput } from '@/lib/users/schemas';

import { ActionForm } from '../forms/action-form';
import { PasswordField, TextField } from '../forms/text-fields';
import { useActionForm } from '../forms/use-action-form';
import { Dialog } from '../ui/dialog';
import { CodeForm } from './code-form';
import type { SignedIn } from './person';
import { ProviderButton } from './provider-button';
import { sessionStore } from './session-over';
import { tryCode, trySignIn } from './try-sign-in';

const errorTitle = 'Not signed in.';

/** Signs the same person in again where they are; what they typed stays, and what they pressed goes out again. */
export function SignInDialog({ person, provider }: { person: SignedIn; provider: string | null }) {
  const [awaitsCode, setAwaitsCode] = useState(false);
  const goOn = (id: string | null): void => {
    if (id === null) setAwaitsCode(true);
    else if (id === person.id) sessionStore.back();
    else sessionStore.takenByOther();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && sessionStore.decline()}
      width="sm"
      title="Sign in again"
      description="Your session has ended. Everything on this page stays as it is, and what you asked for is done once you are signed in."
    >
      {awaitsCode ? (
        <CodeForm
          action={async (input) => {
            const answer = await signedInBy(tryCode(input));
            if (!answer.ok && answer.error.code === 'StepOver') setAwaitsCode(false);
            return answer;
          }}
          onSuccess={goOn}
          submit="Sign in"
          label="Sign in again"
          errorTitle={errorTitle}
          onCancel={sessionStore.decline}
        />
      ) : (
        <>
          <PasswordAgain person={person} onSuccess={goOn} />
          {provider !== null && (
            <div className="mt-4 border-t pt-4">
              <ProviderButton name={provider} />
            </div>
          )}
        </>
      )}
    </Dialog>
  );
}

type PasswordAgainProps = { person: SignedIn; onSuccess: (id: string | null) => void };

function PasswordAgain({ person, onSuccess }: PasswordAgainProps) {
  const form = useActionForm({
    schema: SignInInput,
    draft: 'none',
    defaultValues: { email: person.email, password: '' },
    action: (input) => signedInBy(trySignIn(input)),
    onSuccess,
  });
  return (
    <ActionForm
      form={form}
      submit="Sign in"
      label="Sign in again"
      errorTitle={errorTitle}
      onCancel={sessionStore.decline}
    >
      <TextField control={form.control} name="email" label="E-mail" type="email" autoComplete="username" />
      <PasswordField
        control={form.control}
        name="password"
        label="Password"
        autoComplete="current-password"
        autoFocus
      />
    </ActionForm>
  );
}

const noAnswer = 'You are signed in, but the server does not answer just now. Press Sign in once more.';

/** Who is signed in by now; null: a code is asked for first. */
async function signedInBy(trying: ReturnType<typeof trySignIn>): Promise<Result<string | null>> {
  const half = await trying;
  if (!half.ok) return half;
  if (half.data === 'code') return ok(null);
  const id = await whoIsSignedIn();
  return id === null ? failed({ code: 'unavailable', message: noAnswer }) : ok(id);
}

async function whoIsSignedIn(): Promise<string | null> {
  const answer = await fetch('/api/session').catch(() => null);
  if (!answer?.ok) return null;
  const { personId } = (await answer.json()) as { personId: string };
  return personId;
}
