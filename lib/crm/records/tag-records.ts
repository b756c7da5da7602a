import { Prisma, type Tx } from '@/lib/db';
import type { Told } from './change-cause';

/** The tags of these names; those that are missing are made, where asked. A name is matched without regard to case. */
export async function findTags(tx: Tx, names: readonly string[], make: boolean): Promise<bigint[]> {
  if (names.length === 0) return [];
  const wanted = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  if (make) {
    await tx.$executeRaw`
      INSERT INTO tags (name) SELECT w.name FROM unnest(${wanted}::text[]) w(name)
      WHERE NOT EXISTS (SELECT 1 FROM tags t WHERE lower(t.name) = lower(w.name)) ON CONFLICT DO NOTHING`;
  }
  const found = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT ON (lower(t.name)) t.id FROM tags t WHERE lower(t.name) IN (SELECT lower(w.name) FROM unnest(${wanted}::text[]) w(name)) ORDER BY lower(t.name), t.id`;
  return found.map(({ id }) => id);
}

const names = (of: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT coalesce(jsonb_agg(t.name ORDER BY lower(t.name)), '[]') FROM tags t WHERE t.id = ANY(${of}))`;

/**
 * Gives and takes tags of the records in `records` (a query with a column id). Each changed record gets one line in its log with all its
 * tags before and after, and a new version.
 */
export async function changeTags(
  tx: Tx,
  input: {
    records: Prisma.Sql;
    add: readonly bigint[];
    remove: readonly bigint[];
    origin: string;
    causeId: string | null;
    at: Date;
  },
): Promise<Told> {
  const add = Prisma.sql`${[...input.add]}::bigint[]`;
  const remove = Prisma.sql`${[...input.remove]}::bigint[]`;
  const [told] = await tx.$queryRaw<Told[]>`
    WITH asked AS MATERIALIZED (${input.records}),
    held AS MATERIALIZED (
      SELECT a.id, coalesce(array_agg(x.tag_id) FILTER (WHERE x.tag_id IS NOT NULL), '{}') AS before
      FROM asked a LEFT JOIN record_tags x ON x.record_id = a.id GROUP BY a.id),
    differs AS MATERIALIZED (
      SELECT h.id, h.before, ARRAY(SELECT unnest(h.before) UNION SELECT unnest(${add}) EXCEPT SELECT unnest(${remove})) AS after FROM held h
      WHERE NOT h.before @> ${add} OR h.before && ${remove}),
    gone AS (DELETE FROM record_tags x USING differs d WHERE x.record_id = d.id AND x.tag_id = ANY(${remove}) RETURNING 1),
    given AS (
      INSERT INTO record_tags (record_id, tag_id) SELECT d.id, n.tag_id FROM differs d CROSS JOIN unnest(${add}) n(tag_id)
      WHERE NOT d.before @> ARRAY[n.tag_id] ON CONFLICT DO NOTHING RETURNING 1),
    touched AS (UPDATE crm_records r SET version = r.version + 1, updated_at = ${input.at}::timestamptz FROM differs d WHERE r.id = d.id RETURNING 1),
    told AS (
      INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
      SELECT d.id, 'tags', ${names(Prisma.sql`d.before`)}, ${names(Prisma.sql`d.after`)}, ${input.origin}, ${input.causeId}, ${input.at}::timestamptz FROM differs d ORDER BY d.id
      RETURNING id)
    SELECT count(*)::int AS changed, min(id) AS first, max(id) AS last FROM told`;
  return told ?? { changed: 0, first: null, last: null };
}
