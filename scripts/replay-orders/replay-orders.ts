import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** One line of the file: an item, with its order beside it. */
type Line = Record<
  | 'order_id'
  | 'email'
  | 'placed_at'
  | 'status'
  | 'currency'
  | 'total'
  | 'sku'
  | 'name'
  | 'quantity'
  | 'unit_price',
  string
>;

type Order = {
  externalId: string;
  customer: { email: string };
  placedAt: string;
  status: string;
  currency: string;
  total: string;
  items: { sku: string; name: string; quantity: string; unitPrice: string }[];
};

export type Replayed = { created: number; updated: number; unchanged: number; rejected: string[] };

type Target = { url: string; token: string };

const maxOrders = 500;

/**
 * Tells a running Dotbridge of the orders of a file by its REST API, in the file's order, and of customers who aren't there yet. Lines of
 * one order stand together. Safe to repeat: orders are matched by their id, customers by address.
 */
export async function replayOrders(file: string, target: Target): Promise<Replayed> {
  const result: Replayed = { created: 0, updated: 0, unchanged: 0, rejected: [] };
  let batch: Order[] = [];
  for await (const order of ordersOf(file)) {
    batch.push(order);
    if (batch.length < maxOrders) continue;
    await tell(target, batch, result);
    batch = [];
  }
  await tell(target, batch, result);
  return result;
}

async function* ordersOf(file: string): AsyncGenerator<Order> {
  let open = null as Order | null;
  const lines = createReadStream(file).pipe(parse({ columns: true, bom: true, trim: true }));
  for await (const line of lines as AsyncIterable<Line>) {
    if (open?.externalId !== line.order_id) {
      if (open) yield open;
      open = {
        externalId: line.order_id,
        customer: { email: line.email },
        placedAt: line.placed_at,
        status: line.status,
        currency: line.currency,
        total: line.total,
        items: [],
      };
    }
    if (line.sku)
      open.items.push({
        sku: line.sku,
        name: line.name,
        quantity: line.quantity,
        unitPrice: line.unit_price,
      });
  }
  if (open) yield open;
}

async function tell(target: Target, orders: readonly Order[], result: Replayed): Promise<void> {
  if (orders.length === 0) return;
  const emails = [...new Set(orders.map(({ customer }) => customer.email))];
  await bulk(
    target,
    '/customers/bulk',
    emails.map((email) => ({ email })),
  );
  for (const row of await bulk(target, '/orders/bulk', orders))
    if (row.outcome === 'rejected')
      result.rejected.push(
        `${row.externalId ?? `line ${row.row}`}: ${row.errors?.[0]?.message ?? 'refused'}`,
      );
    else result[row.outcome] += 1;
}

type Outcome = {
  row: number;
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  externalId?: string;
  errors?: { message: string }[];
};

async function bulk({ url, token }: Target, path: string, rows: readonly object[]): Promise<Outcome[]> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: rows.map((row) => JSON.stringify(row)).join('\n'),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome)
    .filter(({ outcome }) => outcome !== undefined);
}
