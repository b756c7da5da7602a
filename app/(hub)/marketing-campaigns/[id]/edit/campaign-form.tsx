'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, DateField, FieldRow, TextareaField, TextField, useActionForm } from '@/components/forms';
import { Card } from '@/components/ui/card';
import { UpdateMarketingCampaign } from '@/lib/campaigns/schemas';
import { updateMarketingCampaignAction } from '../../actions';

export function CampaignForm({ values }: { values: UpdateMarketingCampaign }) {
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
      </ActionForm>
    </Card>
  );
}
