import { z } from 'zod';

import { idText, plainText } from '@/lib/text';
import { currencyCodes } from '../stats/money-schemas';

const key = (what: string) =>
  plainText
    .trim()
    .min(1, { error: `${what} is missing.` })
    .max(255, { error: `${what} is longer than 255 characters.` });

const amountText = /^\d{1,10}(\.\d{1,2})?$/;
const amount = (what: string) =>
  z
    .union([z.number(), z.string().trim()], {
      error: `${what} is neither a number nor a text like "119.90".`,
    })
    .transform(String)
    .refine((text) => amountText.test(text), {
      error: `${what} must be 0 to 9,999,999,999.99 with at most two decimals, like 119.90.`,
    });

const quantity = z
  .union([z.number(), z.string().trim()])
  .default(1)
  .transform(String)
  .refine((text) => /^\d{1,9}(\.\d{1,3})?$/.test(text), {
    error: 'quantity must be 0 to 999,999,999 with at most three decimals.',
  });

const currency = z
  .string({ error: 'currency is missing.' })
  .trim()
  .toUpperCase()
  .refine((code) => currencyCodes.includes(code), {
    error: 'currency is not a code of ISO 4217 (EUR, GBP, USD …).',
  });

const moment = (what: string) =>
  z.iso
    .datetime({ offset: true, error: `${what} must be a time with its zone, like 2026-11-21T14:02:00Z.` })
    .transform((text) => new Date(text));

/** Who bought: by our id, by the external id or by the address (the oldest customer that carries it). One of the three. */
export const CustomerRef = z
  .strictObject({
    id: idText.optional(),
    externalId: key('customer.externalId').optional(),
    email: plainText.trim().max(254).optional(),
  })
  .refine((ref) => Object.values(ref).filter((value) => value !== undefined).length === 1, {
    error: 'customer must name exactly one of id, externalId and email.',
  });
export type CustomerRef = z.infer<typeof CustomerRef>;

const item = z.strictObject({
  sku: key('sku'),
  name: plainText.trim().max(500).default(''),
  quantity,
  unitPrice: amount('unitPrice'),
});

/** Left out: the items that are kept stay. */
const items = z.array(item).max(1_000, { error: 'At most 1,000 items.' }).optional();

export const orderStatuses = ['pending', 'completed', 'cancelled', 'refunded'] as const;
export const cartStatuses = ['open', 'converted', 'discarded'] as const;

export const OrderInput = z.strictObject({
  externalId: key('externalId'),
  customer: CustomerRef,
  number: plainText.trim().max(255).nullable().default(null),
  status: z
    .enum(orderStatuses, { error: `status must be one of ${orderStatuses.join(', ')}.` })
    .default('completed'),
  currency,
  total: amount('total'),
  placedAt: moment('placedAt'),
  items,
});
export type OrderInput = z.input<typeof OrderInput>;

export const CartInput = z.strictObject({
  externalId: key('externalId'),
  customer: CustomerRef,
  status: z
    .enum(cartStatuses, { error: `status must be one of ${cartStatuses.join(', ')}.` })
    .default('open'),
  currency,
  total: amount('total'),
  url: z
    .url({ protocol: /^https?$/, error: 'url must begin with http:// or https://.' })
    .max(2_000)
    .nullable()
    .default(null),
  startedAt: moment('startedAt').optional(),
  /** When the customer last touched it; abandonment counts from here. */
  touchedAt: moment('touchedAt'),
  items,
});
export type CartInput = z.input<typeof CartInput>;

export const EventInput = z.strictObject({
  name: key('name'),
  email: plainText.trim().min(1, { error: 'email is missing.' }).max(254),
  /** Now where it is left out. */
  at: moment('at').optional(),
  payload: z.record(z.string(), z.unknown()).default({}),
});
export type EventInput = z.input<typeof EventInput>;

export type RowOutcome = {
  /** Place in the batch, from 0. */
  index: number;
  externalId: string | null;
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  id: string | null;
  /** Why it was refused, or why it changed nothing; with the place in the row where one is to blame. */
  reason: string | null;
  path: string | null;
};
