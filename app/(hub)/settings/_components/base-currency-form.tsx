'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, ComboboxField, useActionForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { BaseCurrency, currencyCodes } from '@/lib/crm/schemas';
import { setBaseCurrencyAction } from '../actions';
import { currencyOptions } from './currency-options';

/** What amounts of several currencies are added up in. */
export function BaseCurrencyForm({ baseCurrency }: BaseCurrency) {
  const router = useRouter();
  const form = useActionForm({
    schema: BaseCurrency,
    draft: { form: 'Money' },
    defaultValues: { baseCurrency },
    action: setBaseCurrencyAction,
    onSuccess: () => {
      toast.good('Base currency saved', { detail: 'Sums of all customers are counted again now.' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title="Money" />
      <CardBody>
        <ActionForm form={form} submit="Save" label="Money" className="max-w-[420px]">
          <ComboboxField
            control={form.control}
            name="baseCurrency"
            label="Base currency"
            options={currencyOptions(currencyCodes)}
            clearable
            placeholder="None"
            hint="Lifetime value and average order are in it, by the rates below. Without one they add up what is in the currency that most of a person’s orders are in, and say what they leave out."
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
