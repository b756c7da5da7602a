import { Prisma } from '../../db';

const { sql } = Prisma;

/** Bytes at the end of a piece that are looked at together with the next one. */
const border = 1_024;

/**
 * Files that were uploaded and wait here, as `f`, in which an address stands, in UTF-8 or UTF-16. A file goes when its import has ended.
 */
export function filesNaming(spellings: readonly string[]): Prisma.Sql {
  const text = sql`replace(lower(encode(c.bytes || coalesce(substr(n.bytes, 1, ${border}), ''), 'escape')), '\\000', '')`;
  const named = Prisma.join(
    spellings.map((one) => sql`position(lower(encode(convert_to(${one}, 'UTF8'), 'escape')) IN ${text}) > 0`),
    ' OR ',
  );
  return sql`FROM csv_imports f WHERE EXISTS (
    SELECT FROM csv_import_chunks c LEFT JOIN csv_import_chunks n ON n.import_id = c.import_id AND n.n = c.n + 1
    WHERE c.import_id = f.id AND (${named}))`;
}
