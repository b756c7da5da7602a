'use client';

import { useState } from 'react';
import { ActionForm, FieldRow, SelectField, TextField, useActionForm } from '@/components/forms';
import { Card } from '@/components/ui/card';
import { Select } from '@/components/ui/select';
import { CreateApiToken, type CreatedApiToken } from '@/lib/api-tokens/schemas';
import { createApiTokenAction } from '../actions';
import { MadeToken } from './made-token';
import { type Person, ScopesField } from './scopes-field';

const spans = [
  { value: '30', label: 'After 30 days' },
  { value: '90', label: 'After 90 days' },
  { value: '365', label: 'After a year' },
  { value: 'never', label: 'Never, until it is revoked' },
];

export function TokenForm({ self, people }: { self: Person; people: Person[] }) {
  const [made, setMade] = useState<CreatedApiToken | null>(null);
  const form = useActionForm({
    schema: CreateApiToken,
    draft: { form: 'API token' },
    defaultValues: { name: '', scopes: [], expiresInDays: 90, userEmail: self.email },
    action: createApiTokenAction,
    onSuccess: setMade,
  });
  const {
    watch,
    setValue,
    formState: { errors },
  } = form.form;
  const person = people.find(({ email }) => email === watch('userEmail')) ?? self;
  const days = watch('expiresInDays');
  if (made) return <MadeToken made={made} own={made.ownerEmail === self.email} />;
  return (
    <Card className="max-w-[640px] p-5">
      <ActionForm form={form} submit="Create" cancelHref="/api-tokens" errorTitle="Not created.">
        <TextField
          control={form.control}
          name="name"
          label="Name"
          autoFocus
          hint="Which program has it, so that you know which one to revoke."
        />
        <FieldRow>
          <div>
            <label htmlFor="token-expires" className="mb-[5px] block text-md font-medium">
              Expires
            </label>
            <Select
              id="token-expires"
              options={spans}
              value={days == null ? 'never' : String(days)}
              onChange={(event) =>
                setValue(
                  'expiresInDays',
                  event.target.value === 'never' ? null : Number(event.target.value),
                  { shouldDirty: true },
                )
              }
            />
          </div>
          {people.length > 0 && (
            <SelectField
              control={form.control}
              name="userEmail"
              label="Speaks for"
              options={people.map(({ name, email, role }) => ({ value: email, label: `${name}, ${role}` }))}
            />
          )}
        </FieldRow>
        <ScopesField
          person={person}
          value={watch('scopes')}
          onChange={(scopes) =>
            setValue('scopes', scopes, { shouldDirty: true, shouldValidate: errors.scopes !== undefined })
          }
          message={errors.scopes?.message}
        />
      </ActionForm>
    </Card>
  );
}
