'use client';

import { useState } from 'react';
import { ActionForm, RadioField, TextField, useActionForm } from '@/components/forms';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { type InvitedUser, InviteUser } from '@/lib/users/schemas';
import { inviteUserAction } from '../actions';
import { Delivered } from './delivered';
import { roleOptions } from './role-words';

export function InviteForm({ byMail }: { byMail: boolean }) {
  const [invited, setInvited] = useState<InvitedUser | null>(null);
  const form = useActionForm({
    schema: InviteUser,
    draft: { form: 'invitation' },
    defaultValues: { name: '', email: '', role: 'marketer' },
    action: inviteUserAction,
    onSuccess: setInvited,
  });
  if (invited)
    return (
      <Card className="grid max-w-[640px] grid-cols-[minmax(0,1fr)] gap-4 p-5">
        <Delivered name={invited.name} delivery={invited.delivery} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            onClick={() => {
              form.form.reset();
              setInvited(null);
            }}
          >
            Invite another
          </Button>
          <LinkButton variant="primary" href="/users">
            Done
          </LinkButton>
        </div>
      </Card>
    );
  return (
    <Card className="max-w-[640px] p-5">
      <ActionForm
        form={form}
        submit={byMail ? 'Send invitation' : 'Make a link'}
        cancelHref="/users"
        errorTitle="Not invited."
      >
        <TextField control={form.control} name="name" label="Name" autoFocus />
        <TextField control={form.control} name="email" label="E-mail" type="email" />
        <RadioField control={form.control} name="role" label="Role" options={roleOptions} />
      </ActionForm>
    </Card>
  );
}
