'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, NumberField, useActionForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { StatsSettings } from '@/lib/crm/schemas';
import { saveStatsSettingsAction } from '../actions';

/** What computed fields depend on besides orders and carts. */
export function StatsForm({ cartAbandonedMinutes }: StatsSettings) {
  const router = useRouter();
  const form = useActionForm({
    schema: StatsSettings,
    draft: { form: 'Carts' },
    defaultValues: { cartAbandonedMinutes },
    action: saveStatsSettingsAction,
    onSuccess: () => {
      toast.good('Settings saved', { detail: 'Carts of all customers are counted again now.' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title="Carts" />
      <CardBody>
        <ActionForm form={form} submit="Save" label="Carts" className="max-w-[420px]">
          <NumberField
            control={form.control}
            name="cartAbandonedMinutes"
            label="A cart is abandoned after"
            unit="minutes"
            min={1}
            max={43_200}
            hint="Counted from when the customer last touched it, while it is open."
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
