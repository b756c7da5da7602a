import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { deleteExchangeRate, getMoneySettings, setBaseCurrency, setExchangeRates } from '@/lib/crm';
import { BaseCurrency, RateKey, SetExchangeRates } from '@/lib/crm/schemas';
import { notFound } from '@/lib/errors';

const read = { tag: 'settings', permission: 'crm.read', scope: 'records:read' } as const;
const write = { tag: 'settings', permission: 'crm.fields', scope: 'admin' } as const;

const Money = z.strictObject({
  baseCurrency: z.string().nullable(),
  rates: z.array(z.strictObject({ currency: z.string(), day: z.iso.date(), rate: z.string() })),
});

export const moneyRoutes: ApiRoute[] = [
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/settings/money',
    summary: 'The base currency and the exchange rates into it, newest first',
    answer: Money,
    run: (ctx) => getMoneySettings(ctx),
  }),
  defineApiRoute({
    ...write,
    method: 'PUT',
    path: '/settings/base-currency',
    summary: 'Choose the currency that amounts of several are added up in, or none',
    answer: Money,
    body: z.strictObject(BaseCurrency.shape),
    wakes: true,
    run: (ctx, { body }) => setBaseCurrency(ctx, body),
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/settings/exchange-rates',
    summary: 'Set exchange rates into the base currency, by currency and day',
    description:
      'One unit of `currency` is worth `rate` of the base currency, from `day` on until the next day that has a rate. An order is reckoned by the latest rate of its day or before; computed fields follow.',
    body: z.strictObject(SetExchangeRates.shape),
    answer: z.strictObject({ changed: z.int() }),
    wakes: true,
    run: (ctx, { body }) => setExchangeRates(ctx, body),
  }),
  defineApiRoute({
    ...write,
    method: 'DELETE',
    path: '/settings/exchange-rates/{currency}/{day}',
    summary: 'Take an exchange rate away',
    wakes: true,
    run: (ctx, { params }) => {
      const key = RateKey.safeParse(params);
      if (!key.success) throw notFound('exchange rate');
      return deleteExchangeRate(ctx, key.data);
    },
  }),
];
