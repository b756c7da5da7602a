import { z } from 'zod';
import {
  defineApiRoute,
  defineBulkRoute,
  type ApiRoute,
  type BulkOutcome,
} from '@/app/_server/api/define-api-route';
import type { Context } from '@/lib/context';
import { invalidInput } from '@/lib/errors';
import { recordEvents, upsertCarts, upsertOrders } from '@/lib/crm';
import { CartInput, OrderInput, type RowOutcome } from '@/lib/crm/schemas';

const write = { permission: 'crm.write', scope: 'records:write' } as const;

const toOutcome = ({ outcome, id, externalId, reason, path }: RowOutcome): BulkOutcome => ({
  outcome,
  id,
  ...(externalId === null ? {} : { externalId }),
  ...(reason === null ? {} : { errors: [{ path: path ?? '', message: reason }] }),
});

async function tellEvent(ctx: Context, event: object): Promise<{ accepted: true }> {
  const [outcome] = await recordEvents(ctx, [event]);
  if (outcome?.outcome === 'rejected')
    throw invalidInput(outcome.reason ?? 'The event can’t be read.', {
      [outcome.path ?? '']: outcome.reason ?? '',
    });
  return { accepted: true };
}

export const purchaseRoutes: ApiRoute[] = [
  defineBulkRoute({
    ...write,
    tag: 'orders',
    path: '/orders/bulk',
    summary: 'Create or change any number of orders, matched by external id',
    row: OrderInput,
    check: z.unknown(),
    store: async (ctx, rows) => (await upsertOrders(ctx, rows)).map(toOutcome),
  }),
  defineBulkRoute({
    ...write,
    tag: 'carts',
    path: '/carts/bulk',
    summary: 'Create or change any number of carts, matched by external id',
    row: CartInput,
    check: z.unknown(),
    store: async (ctx, rows) => (await upsertCarts(ctx, rows)).map(toOutcome),
  }),
  defineApiRoute({
    ...write,
    tag: 'events',
    method: 'POST',
    path: '/events',
    summary: 'Tell of something that a person did',
    status: 201,
    description:
      'Kept with the oldest record that carries the address, or for it as soon as there is one. Told twice it is two: send an Idempotency-Key.',
    body: z.strictObject({
      name: z.string(),
      email: z.string(),
      at: z.string().optional(),
      payload: z.record(z.string(), z.unknown()).optional(),
    }),
    answer: z.strictObject({ accepted: z.literal(true) }),
    run: (ctx, { body }) => tellEvent(ctx, body),
    effect: { action: () => 'event.record', again: async () => ({ accepted: true as const }) },
  }),
  defineApiRoute({
    ...write,
    tag: 'events',
    method: 'POST',
    path: '/page-views',
    summary: 'Tell of a page of the shop that a person looked at',
    status: 201,
    description:
      'The event page-view, whose payload has url and title: automations wait for it as for any other. Told twice it is two: send an Idempotency-Key.',
    body: z.strictObject({
      email: z.string(),
      url: z.url({ protocol: /^https?$/, error: 'url must begin with http:// or https://.' }).max(2_000),
      title: z.string().max(300).optional(),
      at: z.string().optional(),
    }),
    answer: z.strictObject({ accepted: z.literal(true) }),
    run: (ctx, { body: { url, title, ...told } }) =>
      tellEvent(ctx, { ...told, name: 'page-view', payload: title === undefined ? { url } : { url, title } }),
    effect: { action: () => 'event.record', again: async () => ({ accepted: true as const }) },
  }),
];
