import type { z } from 'zod';

import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { CartInput, OrderInput, type RowOutcome } from './purchase-schemas';
import { readRows } from './read-rows';
import { type PurchaseKind, upsertPurchases } from './upsert-purchases';

const DAY_MS = 86_400_000;

const inTheFuture = (at: Date, now: Date, path: string) =>
  at.getTime() > now.getTime() + DAY_MS ? { reason: `${path} lies in the future.`, path } : null;

const orders: PurchaseKind<z.output<typeof OrderInput>> = {
  noun: 'order',
  columns: [
    { name: 'number', type: 'text', value: (row) => row.number },
    { name: 'status', type: 'text', value: (row) => row.status },
    { name: 'currency', type: 'text', value: (row) => row.currency },
    { name: 'total', type: 'numeric(14,2)', value: (row) => row.total },
    { name: 'placed_at', type: 'timestamptz(3)', value: (row) => row.placedAt },
  ],
  problem: (row, now) => inTheFuture(row.placedAt, now, 'placedAt'),
};

const carts: PurchaseKind<z.output<typeof CartInput>> = {
  noun: 'cart',
  columns: [
    { name: 'status', type: 'text', value: (row) => row.status },
    { name: 'currency', type: 'text', value: (row) => row.currency },
    { name: 'total', type: 'numeric(14,2)', value: (row) => row.total },
    { name: 'url', type: 'text', value: (row) => row.url },
    { name: 'started_at', type: 'timestamptz(3)', value: (row) => row.startedAt ?? row.touchedAt },
    { name: 'touched_at', type: 'timestamptz(3)', value: (row) => row.touchedAt },
  ],
  problem: (row, now) =>
    inTheFuture(row.touchedAt, now, 'touchedAt') ??
    (row.startedAt && row.startedAt > row.touchedAt
      ? { reason: 'startedAt is later than touchedAt.', path: 'startedAt' }
      : null),
};

/**
 * Orders by external id (OrderInput): made, changed or found the same, each with one outcome in the order given. A row that
 * doesn't fit is refused by itself with its reason; nothing of it is stored.
 */
export async function upsertOrders(ctx: Context, raw: readonly unknown[]): Promise<RowOutcome[]> {
  permit(ctx, 'crm.write');
  const { rows, refused } = readRows(OrderInput, raw);
  return upsertPurchases(ctx, orders, rows, refused);
}

/** Carts by external id (CartInput), as upsertOrders. */
export async function upsertCarts(ctx: Context, raw: readonly unknown[]): Promise<RowOutcome[]> {
  permit(ctx, 'crm.write');
  const { rows, refused } = readRows(CartInput, raw);
  return upsertPurchases(ctx, carts, rows, refused);
}
