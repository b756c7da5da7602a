'use client';

import { useRouter } from 'next/navigation';
import {
  ActionForm,
  FieldRow,
  SelectField,
  TextareaField,
  TextField,
  useActionForm,
} from '@/components/forms';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { CreateDataFieldInput, dataFieldTypeLabels, dataFieldTypes } from '@/lib/data-fields/schemas';
import { createDataFieldAction } from '../actions';
import { DefaultValueField } from './default-value-field';

export function FieldForm({ integrations }: { integrations: { id: string; name: string }[] }) {
  const router = useRouter();
  const form = useActionForm({
    schema: CreateDataFieldInput,
    draft: { form: 'Data field' },
    defaultValues: {
      integrationId: integrations[0]?.id ?? '',
      name: '',
      type: 'String',
      visibility: 'Private',
      defaultValue: '',
      notes: '',
    },
    action: createDataFieldAction,
    onSuccess: ({ name }) => {
      toast.good(`${name} created`);
      router.push('/dotdigital/data-fields');
    },
  });
  const type = form.form.watch('type');
  return (
    <Card className="max-w-[640px] p-5">
      <ActionForm form={form} submit="Create" cancelHref="/dotdigital/data-fields">
        <SelectField
          control={form.control}
          name="integrationId"
          label="Integration"
          options={integrations.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField
          control={form.control}
          name="name"
          label="Name"
          hint="At most 20 letters, digits, - and _. Dotdigital writes it in capitals."
        />
        <FieldRow>
          <SelectField
            control={form.control}
            name="type"
            label="Type"
            options={dataFieldTypes.map((one) => ({ value: one, label: dataFieldTypeLabels[one] }))}
            hint="Neither it nor the visibility can be changed later."
          />
          <SelectField
            control={form.control}
            name="visibility"
            label="Visibility"
            options={[
              { value: 'Private', label: 'Private' },
              { value: 'Public', label: 'Public' },
            ]}
            hint="Public fields show in the preference centre."
          />
        </FieldRow>
        <DefaultValueField control={form.control} type={type} />
        <TextareaField control={form.control} name="notes" label="Notes" note="kept here only" />
      </ActionForm>
    </Card>
  );
}
