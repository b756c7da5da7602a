'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import {
  ActionForm,
  ComboboxField,
  FieldDivider,
  FieldRow,
  PasswordField,
  RadioField,
  SelectField,
  TextField,
  useActionForm,
} from '@/components/forms';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toast-store';
import {
  CreateIntegration,
  IntegrationSettings,
  type IntegrationFormValues,
} from '@/lib/integrations/schemas';
import type { Result } from '@/lib/result';
import { createIntegrationAction, updateIntegrationAction } from '../actions';
import { CheckConnection } from './check-connection';

type Existing = { id: string; version: number; passwordSet: boolean; clientSecretSet: boolean };

type IntegrationFormProps = {
  /** None: the form makes a new one. */
  existing?: Existing;
  values: Pick<
    IntegrationFormValues,
    | 'name'
    | 'username'
    | 'clientId'
    | 'oauthDomain'
    | 'authorisePlace'
    | 'defaultOwnerId'
    | 'unsubscribeMeans'
    | 'consentGate'
  > & { password?: string };
  /** Where one goes after saving, if not to the integration. */
  after?: string;
  owners: { value: string; label: string }[];
  /** Whom a closed gate would hold back. */
  gatePreview?: ReactNode;
};

const unsubscribeMeanings = [
  {
    value: 'lists',
    label: 'Every list of this integration',
    hint: 'The default: nothing more goes to them through this account; other integrations go on.',
  },
  {
    value: 'person',
    label: 'The person, everywhere',
    hint: 'Recorded as an opt-out with its source, time and campaign, and told to your other accounts. It counts for unsubscribes from the moment you save; earlier ones stay as they are, and switching back brings nobody back.',
  },
];

const consentGates = [
  {
    value: 'everyone',
    label: 'Everyone who has not opted out',
    hint: 'The default: the lists decide, and every opt-out and unsubscribe keeps counting.',
  },
  {
    value: 'consented',
    label: 'Only people with marketing consent',
    hint: 'Above every list: whoever has not given it gets no mail, automation or order data through this account, and whoever we put into a book leaves it with the next run, within the removal guard.',
  },
];

const types = [{ value: 'dotdigital', label: 'Dotdigital' }];
const authorisePlaces = [
  { value: 'application', label: 'At the account’s own address' },
  { value: 'sign-in', label: 'At login.dotmailer.com' },
];

export function IntegrationForm({ existing, values, owners, after, gatePreview }: IntegrationFormProps) {
  const router = useRouter();
  const save = (input: IntegrationSettings): Promise<Result<{ id: string }>> =>
    existing
      ? updateIntegrationAction({ ...input, id: existing.id, version: existing.version })
      : createIntegrationAction(input);
  const form = useActionForm({
    schema: existing ? IntegrationSettings : CreateIntegration,
    draft: { form: 'Integration', version: existing?.version },
    defaultValues: { type: 'dotdigital', password: '', clientSecret: '', ...values },
    action: save,
    onSuccess: ({ id }) => {
      toast.good('Integration saved', { detail: 'Address books and data fields come in now.' });
      router.push(after ?? `/integrations/${id}`);
    },
  });
  const { control } = form;
  return (
    <Card className="p-5">
      <ActionForm
        form={form}
        submit="Save and Close"
        cancelHref={existing ? `/integrations/${existing.id}` : '/integrations'}
        label="Integration"
      >
        <FieldRow>
          <SelectField control={control} name="type" label="Type" options={types} />
          <TextField control={control} name="name" label="Name" autoFocus={!existing} max={255} />
        </FieldRow>
        <FieldRow>
          <TextField
            control={control}
            name="username"
            label="Username"
            placeholder="apiuser-…@apiconnector.com"
          />
          <PasswordField
            control={control}
            name="password"
            label="Password"
            isSet={existing?.passwordSet}
            autoComplete="new-password"
          />
        </FieldRow>
        <CheckConnection control={control} integrationId={existing?.passwordSet ? existing.id : undefined} />
        <FieldDivider />
        <FieldRow>
          <TextField control={control} name="clientId" label="Client ID" note="for Email Studio, optional" />
          <PasswordField
            control={control}
            name="clientSecret"
            label="Client Secret Key"
            isSet={existing?.clientSecretSet}
            autoComplete="new-password"
          />
        </FieldRow>
        <FieldRow>
          <TextField
            control={control}
            name="oauthDomain"
            label="Custom OAuth Domain"
            placeholder="https://r1-app.dotdigital.com"
          />
          <SelectField
            control={control}
            name="authorisePlace"
            label="Email Studio asks for access"
            options={authorisePlaces}
          />
        </FieldRow>
        <FieldRow>
          <ComboboxField
            control={control}
            name="defaultOwnerId"
            label="Default Owner"
            options={owners}
            hint="Owns every record an import creates."
            clearable
            placeholder="Nobody"
          />
        </FieldRow>
        <FieldDivider />
        <RadioField
          control={control}
          name="unsubscribeMeans"
          label="What an unsubscribe at Dotdigital means here"
          hint="From one address book it always means the lists that feed that book. From the whole account:"
          options={unsubscribeMeanings}
        />
        <FieldDivider />
        <RadioField
          control={control}
          name="consentGate"
          label="Consent gate: who may be sent there at all"
          options={consentGates}
        />
        {gatePreview}
      </ActionForm>
    </Card>
  );
}
