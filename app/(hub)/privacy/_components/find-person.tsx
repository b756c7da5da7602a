'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, TextField, useActionForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ok } from '@/lib/result';
import { AddressInput } from '@/lib/privacy/schemas';

/** By address, also of somebody who is no record. A record's own page leads to the same place. */
export function FindPerson() {
  const router = useRouter();
  const form = useActionForm({
    schema: AddressInput,
    draft: 'none',
    defaultValues: { email: '' },
    action: async (input) => Promise.resolve(ok(input)),
    onSuccess: ({ email }) => router.push(`/privacy/person?${new URLSearchParams({ email })}`),
  });
  return (
    <Card aria-label="Export or erase a person">
      <CardHeader title="Export or erase a person" />
      <CardBody>
        <ActionForm form={form} submit="Look" errorTitle="Not found.">
          <TextField
            control={form.control}
            name="email"
            label="E-mail"
            type="email"
            hint="Whoever has it: as a contact, lead, customer, or only at Dotdigital. Nothing is changed by looking."
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
