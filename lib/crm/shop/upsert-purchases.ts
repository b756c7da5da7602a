import { type Context, recordAudit } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { findCustomers } from './find-customers';
import type { CustomerRef, RowOutcome } from './purchase-schemas';
import { lastOfEach, type ReadRow, rejected } from './read-rows';
import { refreshOrderStats, theseRecords } from '../stats/refresh-stats';
import { readStatsFrame } from '../stats/stats-settings';

const { sql } = Prisma;

type Item = { sku: string; name: string; quantity: string; unitPrice: string };
type Purchase = { externalId: string; customer: CustomerRef; items?: Item[] | undefined };

/** What tells orders and carts apart: tables, and the columns that a row sets, with their types. */
export type PurchaseKind<Row extends Purchase> = {
  noun: 'order' | 'cart';
  columns: readonly { name: string; type: string; value: (row: Row) => string | Date | null }[];
  problem: (row: Row, now: Date) => { reason: string; path: string } | null;
};

/**
 * Orders or carts by external id, in one transaction with the computed fields of every customer they touch. Each row ends
 * with one outcome; the last of rows with one external id counts. Items are replaced as a whole where a row names them.
 */
export async function upsertPurchases<Row extends Purchase>(
  ctx: Context,
  kind: PurchaseKind<Row>,
  rows: readonly ReadRow<Row>[],
  refused: readonly RowOutcome[],
): Promise<RowOutcome[]> {
  const outcomes = [...refused];
  await ctx.db.prisma.$transaction(async (tx) => {
    // Two batches with one new external id would both miss the other's customer.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`crm:${kind.noun}s`}, 0))`;
    const customerOf = await findCustomers(
      tx,
      rows.map(({ row }) => row.customer),
    );
    const good: (ReadRow<Row> & { recordId: bigint })[] = [];
    for (const { index, row } of rows) {
      const customer = customerOf(row.customer);
      const problem =
        'reason' in customer ? { reason: customer.reason, path: 'customer' } : kind.problem(row, ctx.now());
      if (problem) outcomes.push(rejected(index, row.externalId, problem.reason, problem.path));
      else if ('id' in customer) good.push({ index, row, recordId: customer.id });
    }
    const { last, earlier } = lastOfEach(good);
    const owners = new Map(good.map((each) => [each.index, each.recordId]));
    const stored = await store(
      ctx,
      tx,
      kind,
      last.map((each) => ({ ...each, recordId: owners.get(each.index) ?? 0n })),
    );
    const ids = new Map(stored.map((one) => [one.externalId, one.id]));
    outcomes.push(...stored, ...earlier.map((one) => ({ ...one, id: ids.get(one.externalId) ?? null })));
    if (stored.some((one) => one.outcome !== 'unchanged')) await recordBatch(ctx, tx, kind.noun, outcomes);
  });
  return outcomes.sort((a, b) => a.index - b.index);
}

async function recordBatch(
  ctx: Context,
  tx: Tx,
  noun: string,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const of = (outcome: RowOutcome['outcome']): number =>
    outcomes.filter((one) => one.outcome === outcome).length;
  await recordAudit(ctx, tx, {
    action: `${noun}.upsert`,
    subjectType: noun,
    detail: {
      created: of('created'),
      updated: of('updated'),
      unchanged: of('unchanged'),
      rejected: of('rejected'),
    },
  });
}

type Known = { n: number; id: bigint | null; before: bigint | null; differs: boolean; items_differ: boolean };

async function store<Row extends Purchase>(
  ctx: Context,
  tx: Tx,
  kind: PurchaseKind<Row>,
  rows: readonly (ReadRow<Row> & { recordId: bigint })[],
): Promise<RowOutcome[]> {
  if (rows.length === 0) return [];
  const table = Prisma.raw(`${kind.noun}s`);
  const columns = [{ name: 'record_id', type: 'bigint' }, ...kind.columns];
  const names = (prefix: string): Prisma.Sql =>
    Prisma.raw(columns.map(({ name }) => `${prefix}${name}`).join(', '));
  const staged = stage(kind, rows, columns);
  const known = await tx.$queryRaw<Known[]>`
    SELECT s.n, t.id, t.record_id AS before, (${names('t.')}) IS DISTINCT FROM (${names('s.')}) AS differs,
      s.items IS NOT NULL AND s.items IS DISTINCT FROM (${keptItems(kind.noun)}) AS items_differ
    FROM ${staged} LEFT JOIN ${table} t ON t.external_id = s.external_id`;
  const byRow = new Map(known.map((one) => [one.n, one]));
  const changed = known
    .filter((one) => one.id === null || one.differs || one.items_differ)
    .map((one) => one.n);
  const ids =
    changed.length === 0
      ? []
      : await tx.$queryRaw<{ external_id: string; id: bigint }[]>`
    INSERT INTO ${table} (external_id, ${names('')}, created_at, updated_at)
    SELECT s.external_id, ${names('s.')}, ${ctx.now()}, ${ctx.now()} FROM ${staged} WHERE s.n = ANY(${changed}::int[]) ORDER BY s.external_id
    ON CONFLICT (external_id) DO UPDATE SET ${Prisma.raw(columns.map(({ name }) => `${name} = excluded.${name}`).join(', '))}, updated_at = excluded.updated_at
    RETURNING external_id, id`;
  const idOf = new Map(ids.map((one) => [one.external_id, one.id]));
  await replaceItems(
    tx,
    kind.noun,
    rows
      .filter(({ index }) => byRow.get(index)?.items_differ)
      .map(({ row }) => ({ id: idOf.get(row.externalId) ?? 0n, items: row.items ?? [] })),
  );
  const touched = rows
    .filter(({ index }) => changed.includes(index))
    .flatMap(({ index, recordId }) => [recordId, byRow.get(index)?.before ?? recordId]);
  if (touched.length > 0)
    await refreshOrderStats(tx, theseRecords(touched), await readStatsFrame(tx, ctx.now()));
  const changedRows = new Set(changed);
  return rows.map(({ index, row }) => {
    const before = byRow.get(index);
    const id = idOf.get(row.externalId) ?? before?.id ?? null;
    const outcome = !changedRows.has(index) ? 'unchanged' : before?.id ? 'updated' : 'created';
    return {
      index,
      externalId: row.externalId,
      outcome,
      id: id === null ? null : String(id),
      reason: null,
      path: null,
    };
  });
}

function stage<Row extends Purchase>(
  kind: PurchaseKind<Row>,
  rows: readonly (ReadRow<Row> & { recordId: bigint })[],
  columns: readonly { name: string; type: string }[],
): Prisma.Sql {
  const json = JSON.stringify(
    rows.map(({ index, row, recordId }) => ({
      n: index,
      external_id: row.externalId,
      record_id: String(recordId),
      ...Object.fromEntries(kind.columns.map((column) => [column.name, column.value(row)])),
      items: row.items?.map((item) => [
        item.sku,
        item.name,
        scaled(item.quantity, 3),
        scaled(item.unitPrice, 2),
      ]),
    })),
  );
  const types = Prisma.raw(columns.map(({ name, type }) => `${name} ${type}`).join(', '));
  return sql`json_to_recordset(${json}::json) AS s(n int, external_id text, ${types}, items jsonb)`;
}

/** A decimal as PostgreSQL writes it with so many places, so that stored and given compare as texts. */
function scaled(text: string, places: number): string {
  const [whole = '0', part = ''] = text.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${part.padEnd(places, '0')}`;
}

const keptItems = (noun: string): Prisma.Sql => sql`
  SELECT coalesce(jsonb_agg(jsonb_build_array(i.sku, i.name, i.quantity::text, i.unit_price::text) ORDER BY i.n), '[]'::jsonb)
  FROM ${Prisma.raw(`${noun}_items`)} i WHERE i.${Prisma.raw(`${noun}_id`)} = t.id`;

async function replaceItems(
  tx: Tx,
  noun: string,
  changed: readonly { id: bigint; items: readonly Item[] }[],
): Promise<void> {
  if (changed.length === 0) return;
  const table = Prisma.raw(`${noun}_items`);
  const owner = Prisma.raw(`${noun}_id`);
  await tx.$executeRaw`DELETE FROM ${table} WHERE ${owner} = ANY(${changed.map(({ id }) => id)}::bigint[])`;
  const json = JSON.stringify(
    changed.flatMap(({ id, items }) => items.map((item, n) => ({ id: String(id), n: n + 1, ...item }))),
  );
  await tx.$executeRaw`
    INSERT INTO ${table} (${owner}, n, sku, name, quantity, unit_price)
    SELECT s.id, s.n, s.sku, s.name, s.quantity, s."unitPrice"
    FROM json_to_recordset(${json}::json) AS s(id bigint, n int, sku text, name text, quantity numeric, "unitPrice" numeric)`;
}
