import { liveConnection } from '@/lib/connections/live-connection';
import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import type { CsvUndoLoss } from '../csv-import-schemas';
import { fetchCsvImport } from '../csv-imports-internal';

type Row = { book: string; integration: string; count: bigint };

/**
 * What connected books lose by an undo: people whom it would delete (created by the import, nothing told of them since), who are in
 * the book because of a list, and whose address nobody else on that list carries.
 */
export async function previewUndo(ctx: Context, input: { id: string }): Promise<CsvUndoLoss[]> {
  permit(ctx, 'crm.import');
  const { id } = await fetchCsvImport(ctx.db.prisma, input.id);
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    WITH going AS MATERIALIZED (
      SELECT r.id, r.email_key FROM (
        SELECT unnest(range_agg(b.created)) AS ids FROM csv_import_batches b WHERE b.import_id = ${id}::bigint
      ) span JOIN crm_records r ON r.id >= lower(span.ids) AND r.id < upper(span.ids) AND r.deleted_at IS NULL
      WHERE NOT EXISTS (
          SELECT FROM record_changes l WHERE l.record_id = r.id AND NOT (l.origin IN ('csv', 'csv-undo') AND l.cause_id = ${String(id)}))
        AND NOT EXISTS (SELECT FROM orders o WHERE o.record_id = r.id)
        AND NOT EXISTS (SELECT FROM carts o WHERE o.record_id = r.id)
        AND NOT EXISTS (SELECT FROM consents o WHERE o.record_id = r.id AND o.origin NOT IN ('import', 'undo'))
    )
    SELECT b.name AS book, g.name AS integration, count(DISTINCT m.email_key) AS count
    FROM going JOIN list_items i ON i.record_id = going.id AND i.in_filter AND i.removed_at IS NULL
    JOIN connections c ON c.list_id = i.list_id AND ${liveConnection()}
    JOIN address_books b ON b.id = c.address_book_id
    JOIN integrations g ON g.id = c.integration_id
    JOIN book_members m ON m.address_book_id = b.id AND m.email_key = going.email_key AND m.present AND m.put_there_by_us
    WHERE NOT EXISTS (
      SELECT FROM crm_records other JOIN list_items o ON o.record_id = other.id AND o.list_id = i.list_id AND o.in_filter AND o.removed_at IS NULL
      WHERE other.email_key = going.email_key AND other.deleted_at IS NULL AND other.id NOT IN (SELECT x.id FROM going x))
    GROUP BY b.id, b.name, g.name ORDER BY count(*) DESC, b.name`;
  return rows.map(({ book, integration, count }) => ({ book, integration, count: Number(count) }));
}
