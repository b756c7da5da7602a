import { z } from 'zod';
import { Currency } from '@/lib/currency';

export { currencyCodes } from '@/lib/currency';

export const BaseCurrency = z.object({ baseCurrency: Currency.nullable() });
export type BaseCurrency = z.infer<typeof BaseCurrency>;

const rate = z
  .union([z.number(), z.string().trim()], { error: 'Enter a rate, 0.92 for example.' })
  .transform((value) =>
    typeof value === 'number'
      ? value.toLocaleString('en', { maximumFractionDigits: 10, useGrouping: false })
      : value.replace(',', '.'),
  )
  .refine((text) => /^\d{1,9}(\.\d{1,10})?$/.test(text) && Number(text) > 0, {
    error: 'More than 0, with at most ten decimals: 0.92 for example.',
  });

/** One unit of `currency` is worth `rate` of the base currency, from `day` on until the next line of the same currency. */
export const GivenRate = z.strictObject({
  currency: Currency,
  day: z.iso
    .date({ error: 'Choose a day.' })
    .refine((day) => day >= '1900-01-01' && day <= '2999-12-31', { error: 'Choose a day.' }),
  rate,
});
export type GivenRate = z.output<typeof GivenRate>;

export const SetExchangeRates = z.object({
  rates: z
    .array(GivenRate)
    .min(1, { error: 'Give at least one rate.' })
    .max(1_000, { error: 'At most 1,000 rates at once.' }),
});
export type SetExchangeRates = z.output<typeof SetExchangeRates>;

export const RateKey = GivenRate.pick({ currency: true, day: true });
export type RateKey = z.output<typeof RateKey>;

export type ExchangeRateRow = { currency: string; day: string; rate: string };
export type MoneySettings = {
  /** What amounts of several currencies are added up in; null: each person's commonest currency alone. */
  baseCurrency: string | null;
  /** Into the base currency; newest first. */
  rates: ExchangeRateRow[];
};

/** "10000 JPY, 100 USD", as what a sum leaves out is kept. */
export const readAmounts = (text: string | null): { amount: number; currency: string }[] =>
  (text ?? '').split(', ').flatMap((one) => {
    const [amount, currency] = one.split(' ');
    return amount && currency ? [{ amount: Number(amount), currency }] : [];
  });
