'use client';

import { failed, ok } from '@/lib/result';
import { SignInInput } from '@/lib/users/schemas';

import { ActionForm } from '../forms/action-form';
import { PasswordField, TextField } from '../forms/text-fields';
import { useActionForm } from '../forms/use-action-form';
import { Dialog } from '../ui/dialog';
import type { SignedIn } from './person';
import { sessionStore } from './session-over';
import { trySignIn } from './try-sign-in';

/** Signs the same person in again where they are; what they typed stays, and what they pressed goes out again. */
export function SignInDialog({ person }: { person: SignedIn }) {
  const form = useActionForm({
    schema: SignInInput,
    draft: 'none',
    defaultValues: { email: person.email, password: '' },
    action: async (input) => {
      const signedIn = await trySignIn(input);
      if (!signedIn.ok) return signedIn;
      const id = await whoIsSignedIn();
      return id === null ? failed({ code: 'unavailable', message: noAnswer }) : ok(id);
    },
    onSuccess: (id) => (id === person.id ? sessionStore.back() : sessionStore.takenByOther()),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && sessionStore.decline()}
      width="sm"
      title="Sign in again"
      description="Your session has ended. Everything on this page stays as it is, and what you asked for is done once you are signed in."
    >
      <ActionForm
        form={form}
        submit="Sign in"
        label="Sign in again"
        errorTitle="Not signed in."
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
    </Dialog>
  );
}

const noAnswer = 'You are signed in, but the server does not answer just now. Press Sign in once more.';

async function whoIsSignedIn(): Promise<string | null> {
  const answer = await fetch('/api/session').catch(() => null);
  if (!answer?.ok) return null;
  const { personId } = (await answer.json()) as { personId: string };
  return personId;
}
