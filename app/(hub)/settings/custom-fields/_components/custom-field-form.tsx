'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, FieldRow, SelectField, TextField, useActionForm } from '@/components/forms';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import {
  CreateCustomFieldInput,
  customFieldTypeLabels,
  customFieldTypes,
  type CustomFieldView,
  entityLabels,
  UpdateCustomFieldInput,
} from '@/lib/crm/schemas';
import { createCustomFieldAction, updateCustomFieldAction } from '../../actions';
import { ChoicesEditor } from './choices-editor';

const hints = {
  text: 'Anything, at most 1,000 characters.',
  number: 'With decimals, at most 15 digits.',
  date: 'A day without a time, such as 2026-03-01.',
  yesno: 'Yes, no, or not known.',
  choice: 'One of the choices below.',
} as const;

export function NewCustomFieldForm({ entity }: { entity: CreateCustomFieldInput['entity'] }) {
  const router = useRouter();
  const form = useActionForm({
    schema: CreateCustomFieldInput,
    draft: { form: 'Custom field' },
    defaultValues: { entity, label: '', type: 'text', choices: [] },
    action: createCustomFieldAction,
    onSuccess: ({ label }) => {
      toast.good(`${label} created`);
      router.push('/settings');
    },
  });
  const type = form.form.watch('type');
  const { errors } = form.form.formState;
  return (
    <Card className="max-w-[640px] p-5">
      <ActionForm form={form} submit="Create" cancelHref="/settings" errorTitle="Not created.">
        <TextField control={form.control} name="label" label="Name" autoFocus hint="Can be changed later." />
        <FieldRow>
          <SelectField
            control={form.control}
            name="entity"
            label="Of"
            options={Object.entries(entityLabels).map(([value, { many }]) => ({ value, label: many }))}
          />
          <SelectField
            control={form.control}
            name="type"
            label="Type"
            options={customFieldTypes.map((value) => ({ value, label: customFieldTypeLabels[value] }))}
            hint={`${hints[type]} Can’t be changed later.`}
          />
        </FieldRow>
        {type === 'choice' && (
          <ChoicesEditor
            choices={form.form.watch('choices') ?? []}
            onChange={(choices) => form.form.setValue('choices', choices, { shouldDirty: true })}
            message={messageOf(errors.choices)}
          />
        )}
      </ActionForm>
    </Card>
  );
}

export function EditCustomFieldForm({ field }: { field: CustomFieldView }) {
  const router = useRouter();
  const form = useActionForm({
    schema: UpdateCustomFieldInput,
    draft: { form: 'Custom field', version: field.version },
    defaultValues: {
      id: field.id,
      version: field.version,
      label: field.label,
      ...(field.type === 'choice' ? { choices: field.choices } : {}),
    },
    action: updateCustomFieldAction,
    onSuccess: ({ label }) => {
      toast.good(`${label} saved`);
      router.push('/settings');
    },
  });
  const { errors } = form.form.formState;
  return (
    <Card className="p-5">
      <ActionForm form={form} submit="Save and Close" cancelHref="/settings">
        <TextField
          control={form.control}
          name="label"
          label="Name"
          hint={`Lists, mappings and files know it as ${field.name}, whatever its name.`}
        />
        {field.type === 'choice' && (
          <ChoicesEditor
            choices={form.form.watch('choices') ?? []}
            onChange={(choices) => form.form.setValue('choices', choices, { shouldDirty: true })}
            message={messageOf(errors.choices)}
          />
        )}
      </ActionForm>
    </Card>
  );
}

/** The list's own error, or the first of a line. */
function messageOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('message' in error && typeof error.message === 'string') return error.message;
  return Object.values(error)
    .map(messageOf)
    .find((message) => message !== undefined);
}
