'use client';

import { ActionForm, TextField, useActionForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { OwnName, type OwnAccount } from '@/lib/users/schemas';
import { changeOwnAccountAction } from '../actions';

export function NameCard({ account }: { account: OwnAccount }) {
  const form = useActionForm({
    schema: OwnName,
    draft: { form: 'own name' },
    defaultValues: { name: account.name },
    action: changeOwnAccountAction,
    onSuccess: ({ name }) => {
      form.form.reset({ name });
      toast.good('Your name is changed');
    },
  });
  return (
    <Card>
      <CardHeader title="Name" />
      <CardBody className="max-w-[452px]">
        <ActionForm form={form} submit="Save name" label="Name">
          <TextField
            control={form.control}
            name="name"
            label="Your name"
            autoComplete="name"
            hint={`You sign in as ${account.email}. An admin changes your role.`}
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
