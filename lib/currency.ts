import { z } from 'zod';

export const currencyCodes: readonly string[] = Intl.supportedValuesOf('currency');
const known = new Set(currencyCodes);

export const Currency = z
  .string({ error: 'Choose a currency.' })
  .trim()
  .toUpperCase()
  .refine((code) => known.has(code), { error: 'Not a code of ISO 4217 (EUR, GBP, USD …).' });
