import { visibleMarketing, type Context } from '../../context';
import { likePattern, Prisma, type PrismaTypes, type Tx } from '../../db';
import { permit } from '../../permissions';

const { sql } = Prisma;

/** Where the address of a marketing campaign leads: to itself, or to whom it went into, over every merge since; null: it never was. */
export async function findSurvivor(ctx: Context, id: string): Promise<string | null> {
  permit(ctx, 'statistics.read');
  return (await survivorOf(ctx, ctx.db.prisma, BigInt(id)))?.id ?? null;
}

export async function survivorOf(
  ctx: Context,
  tx: Tx,
  id: bigint,
): Promise<{ id: string; name: string } | null> {
  const [row] = await tx.$queryRaw<{ id: bigint; name: string }[]>`
    WITH RECURSIVE up AS (
      SELECT id, name, merged_into_id FROM marketing_campaigns WHERE id = ${id}
      UNION ALL SELECT m.id, m.name, m.merged_into_id FROM marketing_campaigns m JOIN up ON m.id = up.merged_into_id)
    SELECT m.id, m.name FROM up JOIN marketing_campaigns m ON m.id = up.id WHERE m.merged_into_id IS NULL AND ${visibleMarketing(ctx)}`;
  return row ? { id: String(row.id), name: row.name } : null;
}

/** Ids of those into which something went whose name or code has these words. */
export const survivorsOfSearch = (words: string): PrismaTypes.Sql =>
  survivorsWhere(
    sql`merged_into_id IS NOT NULL AND (name ILIKE ${likePattern(words)} OR code ILIKE ${likePattern(words)})`,
  );

/** The id of the one that has this code, whatever its case, or that took in the one that has it. */
export const survivorsOfCode = (code: string): PrismaTypes.Sql =>
  survivorsWhere(sql`lower(code) = lower(${code})`);

const survivorsWhere = (condition: PrismaTypes.Sql): PrismaTypes.Sql => sql`(
  WITH RECURSIVE up AS (
    SELECT id, merged_into_id FROM marketing_campaigns WHERE ${condition}
    UNION SELECT m.id, m.merged_into_id FROM marketing_campaigns m JOIN up ON m.id = up.merged_into_id)
  SELECT id FROM up WHERE merged_into_id IS NULL)`;

/** What went into a marketing campaign, over every merge: their codes lead to it. */
export async function readMergedCodes(
  tx: Tx,
  id: bigint,
): Promise<{ id: string; name: string; code: string }[]> {
  const rows = await tx.$queryRaw<{ id: bigint; name: string; code: string }[]>`
    WITH RECURSIVE down AS (
      SELECT id, name, code FROM marketing_campaigns WHERE merged_into_id = ${id}
      UNION ALL SELECT m.id, m.name, m.code FROM marketing_campaigns m JOIN down ON m.merged_into_id = down.id)
    SELECT id, name, code FROM down ORDER BY id`;
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
