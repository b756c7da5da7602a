import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { fetchRecord } from '../records/internal';
import { ListPurchasesInput, type PurchasePage } from '../page/record-view-schemas';
import { readStatsFrame } from '../stats/stats-settings';

const PAGE = 10;

type Row = {
  id: bigint;
  name: string;
  status: string;
  currency: string;
  total: Prisma.Decimal;
  at: Date;
  url: string | null;
};
type ItemRow = { of: bigint; sku: string; name: string; quantity: Prisma.Decimal; price: Prisma.Decimal };

/** A customer's orders or carts with what is in them, newest first, ten at a time. A page continues behind `before` (time and id of the last). */
export async function listPurchases(ctx: Context, raw: ListPurchasesInput): Promise<PurchasePage> {
  permit(ctx, 'crm.read');
  const { id, kind, before } = ListPurchasesInput.parse(raw);
  const { prisma } = ctx.db;
  const record = await fetchRecord(ctx, prisma, id);
  const [beforeAt, beforeId] = (before ?? '').split('|');
  const older =
    beforeAt && /^\d{1,18}$/.test(beforeId ?? '') && !Number.isNaN(Date.parse(beforeAt))
      ? Prisma.sql`AND (p.at, p.id) < (${new Date(beforeAt)}, ${BigInt(beforeId ?? 0)})`
      : Prisma.empty;
  const abandonedBefore = new Date(
    ctx.now().getTime() - (await readStatsFrame(prisma, ctx.now())).cartMinutes * 60_000,
  );
  const all =
    kind === 'order'
      ? Prisma.sql`SELECT id, record_id, coalesce(number, external_id) AS name, status, currency, total, placed_at AS at, NULL AS url FROM orders`
      : Prisma.sql`
      SELECT id, record_id, external_id AS name, CASE WHEN status = 'open' AND touched_at <= ${abandonedBefore} THEN 'abandoned' ELSE status END AS status,
        currency, total, touched_at AS at, url FROM carts`;
  const [rows, total] = await Promise.all([
    prisma.$queryRaw<
      Row[]
    >`SELECT p.* FROM (${all}) p WHERE p.record_id = ${record.id} ${older} ORDER BY p.at DESC, p.id DESC LIMIT ${PAGE + 1}`,
    kind === 'order'
      ? prisma.order.count({ where: { recordId: record.id } })
      : prisma.cart.count({ where: { recordId: record.id } }),
  ]);
  const shown = rows.slice(0, PAGE);
  const ids = shown.map((row) => row.id);
  const items =
    kind === 'order'
      ? await prisma.$queryRaw<
          ItemRow[]
        >`SELECT order_id AS of, sku, name, quantity, unit_price AS price FROM order_items WHERE order_id = ANY(${ids}::bigint[]) ORDER BY order_id, n`
      : await prisma.$queryRaw<
          ItemRow[]
        >`SELECT cart_id AS of, sku, name, quantity, unit_price AS price FROM cart_items WHERE cart_id = ANY(${ids}::bigint[]) ORDER BY cart_id, n`;
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    total,
    items: shown.map((row) => ({
      id: String(row.id),
      name: row.name,
      status: row.status,
      currency: row.currency,
      total: row.total.toNumber(),
      at: row.at.toISOString(),
      url: row.url,
      items: items
        .filter((item) => item.of === row.id)
        .map((item) => ({
          sku: item.sku,
          name: item.name,
          quantity: item.quantity.toNumber(),
          unitPrice: item.price.toNumber(),
        })),
    })),
    nextBefore: last ? `${last.at.toISOString()}|${last.id}` : null,
  };
}
