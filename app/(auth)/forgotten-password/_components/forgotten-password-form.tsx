'use client';

import { useState } from 'react';
import { ActionForm, TextField, useActionForm } from '@/components/forms';
import { postOpenly } from '@/components/session/post-openly';
import { Notice } from '@/components/ui/notice';
import { ForgottenPasswordInput } from '@/lib/users/schemas';

export function ForgottenPasswordForm() {
  const [isAsked, setAsked] = useState(false);
  const form = useActionForm({
    schema: ForgottenPasswordInput,
    draft: 'none',
    defaultValues: { email: '' },
    action: (input) => postOpenly('/api/account-links', input),
    onSuccess: () => setAsked(true),
  });
  if (isAsked)
    return (
      <Notice tone="good" title="Look into your mail.">
        If somebody with this address can sign in here, a link is on its way. It works once, for an hour.
      </Notice>
    );
  return (
    <>
      <p className="mb-4 text-ink-2">
        A link to choose a new one comes by mail. Until then the old one works.
      </p>
      <ActionForm
        form={form}
        submit="Send the link"
        cancelHref="/sign-in"
        label="Forgot your password?"
        errorTitle="Not sent."
      >
        <TextField
          control={form.control}
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
        />
      </ActionForm>
    </>
  );
}
