import { visibleLists, type Context } from '../context';
import type { Next } from './schemas';
import { openWave } from '../connections/live-connection';

const maxShown = 6;

type Row = { id: bigint; name: string; to: string | null; at: Date | null };

/** What goes out and what comes in next; what is under way stands first. */
export async function findNext(ctx: Context): Promise<Next[]> {
  const [waves, imports] = await Promise.all([
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT l.id, l.name, b.name AS to, CASE WHEN w.id IS NULL THEN c.next_export_at END AS at
      FROM connections c JOIN marketing_lists l ON l.id = c.list_id JOIN address_books b ON b.id = c.address_book_id
      JOIN integrations n ON n.id = c.integration_id AND n.active AND n.deleted_at IS NULL
      LEFT JOIN waves w ON w.connection_id = c.id AND ${openWave()}
      WHERE c.state = 'active' AND c.restored_at IS NULL AND (w.id IS NOT NULL OR c.next_export_at IS NOT NULL) AND ${visibleLists(ctx)}
      ORDER BY 4 NULLS FIRST, l.id LIMIT ${maxShown}`,
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT n.id, n.name, NULL::text AS to, CASE WHEN r.integration_id IS NULL THEN coalesce(n.next_import_at, ${ctx.now()}::timestamptz) END AS at
      FROM integrations n LEFT JOIN (SELECT DISTINCT integration_id FROM sync_runs WHERE kind = 'import' AND state IN ('running', 'waiting')) r
        ON r.integration_id = n.id
      WHERE n.active AND n.deleted_at IS NULL ORDER BY 4 NULLS FIRST, n.id LIMIT ${maxShown}`,
  ]);
  const next = (kind: Next['kind'], path: string, row: Row): Next => ({
    kind,
    name: row.name,
    to: row.to,
    at: row.at?.toISOString() ?? null,
    href: `${path}/${row.id}`,
  });
  return [
    ...waves.map((row) => next('wave', '/marketing-lists', row)),
    ...imports.map((row) => next('import', '/integrations', row)),
  ]
    .sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''))
    .slice(0, maxShown);
}
