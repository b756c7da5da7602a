'use client';

import { useRouter } from 'next/navigation';
import {
  ActionForm,
  ComboboxField,
  DateField,
  FieldRow,
  NumberField,
  TextareaField,
  TextField,
  useActionForm,
} from '@/components/forms';
import { Card } from '@/components/ui/card';
import { UpdateMarketingCampaign } from '@/lib/campaigns/schemas';
import { currencyCodes } from '@/lib/currency';
import { updateMarketingCampaignAction } from '../../actions';

const currencies = currencyCodes.map((code) => ({ value: code, label: code }));

type CampaignFormProps = { values: UpdateMarketingCampaign; owners: { value: string; label: string }[] };

export function CampaignForm({ values, owners }: CampaignFormProps) {
  const router = useRouter();
  const href = `/marketing-campaigns/${values.id}`;
  const form = useActionForm({
    schema: UpdateMarketingCampaign,
    draft: { form: 'Marketing campaign', version: values.version },
    defaultValues: values,
    action: updateMarketingCampaignAction,
    onSuccess: () => router.push(href),
  });
  return (
    <Card className="max-w-[640px] p-5">
      <ActionForm form={form} submit="Save and Close" cancelHref={href}>
        <FieldRow>
          <TextField control={form.control} name="name" label="Name" />
          <TextField
            control={form.control}
            name="code"
            label="Code"
            hint="At most 20 letters, digits, hyphens or underscores; unique."
          />
        </FieldRow>
        <TextareaField control={form.control} name="description" label="Description" />
        <FieldRow>
          <DateField control={form.control} name="startAt" label="Start" />
          <DateField control={form.control} name="endAt" label="End" />
        </FieldRow>
        <FieldRow>
          <NumberField
            control={form.control}
            name="budget"
            label="Budget"
            note="optional"
            step="any"
            min={0}
          />
          <ComboboxField
            control={form.control}
            name="budgetCurrency"
            label="Currency"
            options={currencies}
            clearable
            placeholder="Choose"
          />
        </FieldRow>
        <ComboboxField
          control={form.control}
          name="ownerId"
          label="Owner"
          options={owners}
          clearable
          placeholder="Nobody"
          hint="Changes it, with the admins. A marketing campaign of nobody is everyone’s."
        />
      </ActionForm>
    </Card>
  );
}
