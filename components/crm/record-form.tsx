'use client';

import { useRouter } from 'next/navigation';

import { ActionForm, ComboboxField, DateField, FieldDivider, FieldRow, TextField, useActionForm } from '@/components/forms';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { type CrmEntity, RecordFormInput } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

type RecordFormProps = {
  values: Partial<RecordFormInput>;
  owners: { id: string; name: string }[];
  submit: string;
  cancelHref: string;
  /** Where the saved record stands: "/contacts". */
  path: string;
  /** Which record, and which of its versions; or of which entity a new one is. */
  fixed: { entity: CrmEntity } | { id: string; version: number };
  save: (input: RecordFormInput & RecordFormProps['fixed']) => Promise<Result<{ id: string; name: string }>>;
};

export function RecordForm({ values, owners, submit, cancelHref, path, fixed, save }: RecordFormProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: RecordFormInput,
    defaultValues: values,
    action: (input) => save({ ...input, ...fixed }),
    onSuccess: (record) => {
      toast.good(`${record.name} saved`);
      router.push(`${path}/${record.id}`);
      router.refresh();
    },
  });
  const { control } = form;
  return (
    <Card className="max-w-[760px] p-5">
      <ActionForm form={form} submit={submit} cancelHref={cancelHref}>
        <FieldRow>
          <TextField control={control} name="firstName" label="First name" autoFocus />
          <TextField control={control} name="lastName" label="Last name" />
        </FieldRow>
        <FieldRow>
          <TextField control={control} name="email" label="E-mail" type="email" hint="Kept as typed; matched without regard to case." />
          <TextField control={control} name="externalId" label="External id" note="optional" hint="The number this person has in another system." />
        </FieldRow>
        <FieldRow>
          <TextField control={control} name="phone" label="Phone" type="tel" />
          <TextField control={control} name="mobile" label="Mobile" type="tel" />
        </FieldRow>
        <FieldDivider />
        <FieldRow>
          <TextField control={control} name="company" label="Company" />
          <TextField control={control} name="jobTitle" label="Job title" />
        </FieldRow>
        <FieldRow>
          <TextField control={control} name="website" label="Website" type="url" />
          <TextField control={control} name="source" label="Source" hint="Where this person comes from: a fair, a form, a file." />
        </FieldRow>
        <FieldDivider />
        <FieldRow>
          <TextField control={control} name="street" label="Street" />
          <TextField control={control} name="postalCode" label="Postal code" />
        </FieldRow>
        <FieldRow>
          <TextField control={control} name="city" label="City" />
          <TextField control={control} name="region" label="Region" />
        </FieldRow>
        <FieldRow>
          <TextField control={control} name="country" label="Country" hint="Its name or two-letter code. Phones without a prefix are read as its numbers." />
          <TextField control={control} name="language" label="Language" hint="Its name or tag: German, de, de-AT." />
        </FieldRow>
        <FieldDivider />
        <FieldRow>
          <DateField control={control} name="birthday" label="Birthday" />
          <TextField control={control} name="gender" label="Gender" />
        </FieldRow>
        <FieldRow>
          <ComboboxField
            control={control}
            name="ownerId"
            label="Owner"
            clearable
            placeholder="Nobody"
            options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
          />
        </FieldRow>
      </ActionForm>
    </Card>
  );
}
