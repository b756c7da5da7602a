'use client';

import type { ReactNode } from 'react';

import {
  ActionForm,
  ComboboxField,
  DateField,
  FieldDivider,
  FieldRow,
  SelectField,
  TextField,
} from '@/components/forms';
import { Card } from '@/components/ui/card';
import type { RecordField, RecordView } from '@/lib/crm/schemas';
import { choicesOf } from './field-input';
import type { RecordFormState } from './use-record-form';

type RecordFormFieldsProps = {
  form: RecordFormState;
  custom: RecordField[];
  owners: { id: string; name: string }[];
  cancelHref: string;
  /** The one that is edited. */
  record?: RecordView;
  /** Above the buttons. */
  notice?: ReactNode;
};

export function RecordFormFields({
  form,
  custom,
  owners,
  cancelHref,
  record,
  notice,
}: RecordFormFieldsProps) {
  const { control } = form;
  return (
    <Card className="max-w-[760px] p-5">
      <ActionForm form={form} submit="Save and Close" cancelHref={cancelHref}>
        <FieldRow>
          <TextField control={control} name="firstName" label="First name" autoFocus />
          <TextField control={control} name="lastName" label="Last name" />
        </FieldRow>
        <FieldRow>
          <TextField
            control={control}
            name="email"
            label="E-mail"
            type="email"
            hint={
              record?.emailKey
                ? 'Another address is a change of this person, not a new person: their history and an opt-out stay.'
                : 'Kept as typed; matched without regard to case.'
            }
          />
          <TextField
            control={control}
            name="externalId"
            label="External id"
            note="optional"
            hint="The number this person has in another system."
          />
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
          <TextField
            control={control}
            name="source"
            label="Source"
            hint="Where this person comes from: a fair, a form, a file."
          />
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
          <TextField
            control={control}
            name="country"
            label="Country"
            hint="Its name or two-letter code. Phones without a prefix are read as its numbers."
          />
          <TextField
            control={control}
            name="language"
            label="Language"
            hint="Its name or tag: German, de, de-AT."
          />
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
        {custom.length > 0 && (
          <>
            <FieldDivider />
            <div
              role="group"
              aria-label="Custom fields"
              className="grid items-start gap-x-3.5 gap-y-4 sm:grid-cols-2"
            >
              {custom.map((field) => (
                <CustomField
                  key={field.name}
                  form={form}
                  field={field}
                  stored={record?.values[field.name] ?? ''}
                />
              ))}
            </div>
          </>
        )}
        {notice}
      </ActionForm>
    </Card>
  );
}

type CustomFieldProps = {
  form: RecordFormState;
  field: RecordField;
  /** An archived choice stays on offer as long as the record holds it. */ stored: string;
};

function CustomField({ form: { control }, field, stored }: CustomFieldProps) {
  const shared = { control, name: `custom.${field.column}` as const, label: field.label };
  if (field.type === 'date') return <DateField {...shared} />;
  const choices = choicesOf(field, stored);
  if (choices) return <SelectField {...shared} options={choices} />;
  return <TextField {...shared} hint={field.type === 'number' ? 'A number, such as 12.5.' : undefined} />;
}
