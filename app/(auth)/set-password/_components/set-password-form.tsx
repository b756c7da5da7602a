'use client';

import { ActionForm, PasswordField, useActionForm } from '@/components/forms';
import { postOpenly } from '@/components/session/post-openly';
import { trySignIn } from '@/components/session/try-sign-in';
import { type LinkOwner, SetPasswordInput } from '@/lib/users/schemas';

/** The password is set, and its person signed in with it. */
export function SetPasswordForm({ token, owner }: { token: string; owner: LinkOwner }) {
  const form = useActionForm({
    schema: SetPasswordInput,
    draft: 'none',
    defaultValues: { token, password: '' },
    action: async (input) => {
      const set = await postOpenly<{ email: string }>('/api/account-links/password', input);
      if (!set.ok) return set;
      const { email } = set.data;
      await trySignIn({ email, password: input.password });
      return set;
    },
    // Signed in it is the dashboard; where that failed or a code is asked for, the sign-in page. A full load: nothing of anybody before stays.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <>
      <p className="mb-4 break-words text-ink-2">
        {owner.kind === 'invitation'
          ? `Welcome, ${owner.name}. You sign in as ${owner.email}.`
          : `For ${owner.email}. Whoever is signed in with the old one is signed out.`}
      </p>
      <ActionForm
        form={form}
        submit="Set password and sign in"
        label="Choose a password"
        errorTitle="Not set."
      >
        <PasswordField
          control={form.control}
          name="password"
          label="New password"
          autoComplete="new-password"
          autoFocus
          hint="12 characters or more: a few words that only you would put together."
        />
      </ActionForm>
    </>
  );
}
