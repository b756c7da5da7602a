import { visibleRecords, type Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { conflict } from '@/lib/errors';
import { createListOfPeople } from '@/lib/marketing-lists';
import { permit } from '@/lib/permissions';
import { fetchCsvImport } from '../csv-imports-internal';
import type { MakeListOfImport } from '../csv-import-schemas';

const ended = new Set(['finished', 'failed', 'cancelled']);

/** Everyone whom the rows of an import were about, who is still here and may be seen; of one from before `people` was kept, whom it created. */
const peopleOf = (ctx: Context, importId: bigint): Prisma.Sql => Prisma.sql`
  SELECT r.id FROM (
    SELECT unnest(range_agg(b.people + b.created)) AS ids FROM csv_import_batches b WHERE b.import_id = ${importId}::bigint
  ) span JOIN crm_records r ON r.id >= lower(span.ids) AND r.id < upper(span.ids) AND r.deleted_at IS NULL
    AND ${visibleRecords(ctx)}`;

/** How many that are; null while rows still come in, for a suppression list, and once it is undone. */
export async function countImportedPeople(ctx: Context, input: { id: string }): Promise<number | null> {
  permit(ctx, 'crm.import');
  const { id, kind, state, undo } = await fetchCsvImport(ctx.db.prisma, input.id);
  if (kind !== 'people' || undo !== 'none' || !ended.has(state)) return null;
  const [row] = await ctx.db.prisma.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (${peopleOf(ctx, id)}) people`;
  return Number(row?.count ?? 0n);
}

/** A manual list of exactly them: who is taken off it or changes later doesn't come back by itself. */
export async function makeListOfImport(
  ctx: Context,
  input: MakeListOfImport,
): Promise<{ id: string; memberCount: number }> {
  permit(ctx, 'lists.write');
  const { id, entity, kind, state, undo } = await fetchCsvImport(ctx.db.prisma, input.id);
  if (kind !== 'people' || undo !== 'none' || !ended.has(state))
    throw conflict('Only an import of people that has ended, and was not undone, can become a list.');
  return createListOfPeople(ctx, { name: input.name, entity, selected: peopleOf(ctx, id) });
}
