'use client';

import { ActionForm, PasswordField, useActionForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { ChangePasswordInput } from '@/lib/users/schemas';
import { changeOwnPasswordAction } from '../actions';

const empty = { current: '', password: '' };

export function PasswordCard() {
  const form = useActionForm({
    schema: ChangePasswordInput,
    draft: 'none',
    defaultValues: empty,
    action: changeOwnPasswordAction,
    onSuccess: () => {
      form.form.reset(empty);
      toast.good('Your password is changed', { detail: 'You are signed out everywhere else.' });
    },
  });
  return (
    <Card>
      <CardHeader title="Password" />
      <CardBody className="max-w-[452px]">
        <ActionForm form={form} submit="Change password" label="Password" errorTitle="Not changed.">
          <PasswordField
            control={form.control}
            name="current"
            label="Current password"
            autoComplete="current-password"
          />
          <PasswordField
            control={form.control}
            name="password"
            label="New password"
            autoComplete="new-password"
            hint="12 characters or more: a few words that only you would put together."
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
