import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { visibleLists } from '../list-access';
import type { FieldUsage } from '../schemas';

/** Which living lists name each of these fields, in their filter or as a column: what putting a field away would break. */
export async function fieldUsage(ctx: Context, names: readonly string[]): Promise<FieldUsage[]> {
  permit(ctx, 'lists.read');
  if (names.length === 0) return [];
  const rows = await ctx.db.prisma.$queryRaw<
    { field: string; id: bigint; name: string; inFilter: boolean; inColumns: boolean }[]
  >`
    SELECT * FROM (
      SELECT f.field, l.id, CASE WHEN ${visibleLists(ctx)} THEN l.name ELSE 'a list of somebody else' END AS name, f.field = ANY(l.columns) AS "inColumns",
        (l.type <> 'manual' AND jsonb_path_exists(l.filter, 'strict $.** ? (@.field == $name)', jsonb_build_object('name', f.field), true)) AS "inFilter"
      FROM unnest(${[...names]}::text[]) WITH ORDINALITY AS f(field, n) CROSS JOIN marketing_lists l WHERE l.archived_at IS NULL
      ORDER BY f.n, lower(l.name), l.id) u
    WHERE "inFilter" OR "inColumns"`;
  return names.map((field) => ({
    field,
    lists: rows
      .filter((row) => row.field === field)
      .map(({ id, name, inFilter, inColumns }) => ({ id: String(id), name, inFilter, inColumns })),
  }));
}
