'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, ComboboxField, DateField, TextField, useActionForm } from '@/components/forms';
import { toast } from '@/components/ui/toaster';
import { currencyCodes, GivenRate } from '@/lib/crm/schemas';
import { setExchangeRatesAction } from '../actions';
import { currencyOptions } from './currency-options';

/** One rate more, or another value for one that stands. */
export function RateForm({ baseCurrency, today }: { baseCurrency: string; today: string }) {
  const router = useRouter();
  const form = useActionForm({
    schema: GivenRate,
    draft: { form: 'Exchange rate' },
    defaultValues: { currency: '', day: today, rate: '' },
    action: (rate) => setExchangeRatesAction({ rates: [rate] }),
    onSuccess: ({ changed }) => {
      toast.good(changed === 0 ? 'This rate stood already' : 'Rate saved', {
        detail: changed === 0 ? undefined : 'Sums of whom it concerns are counted again now.',
      });
      form.form.reset({ currency: '', day: form.form.getValues('day'), rate: '' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} submit="Set rate" label="Exchange rate" className="max-w-[640px]">
      <div className="grid gap-4 sm:grid-cols-3">
        <ComboboxField
          control={form.control}
          name="currency"
          label="One"
          options={currencyOptions(currencyCodes.filter((code) => code !== baseCurrency))}
          placeholder="Choose a currency"
        />
        <TextField
          control={form.control}
          name="rate"
          label={`Is worth, in ${baseCurrency}`}
          placeholder="0.92"
          max={21}
        />
        <DateField control={form.control} name="day" label="From" />
      </div>
    </ActionForm>
  );
}
