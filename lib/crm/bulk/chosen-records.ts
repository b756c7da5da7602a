import { visibleRecords, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { conflict, invalidInput } from '@/lib/errors';
import { parseTableQuery } from '@/lib/table-query';
import { bulkLimits, type RecordChoice } from './bulk-schemas';
import type { CrmEntity } from '../fields/entity';
import { readGridFrame } from '../grid/grid-frame';
import { recordGrid, recordTable } from '../grid/record-grid';
import { lostFilters } from '../grid/lost-filters';
import { searchConditions } from '../records/record-search';

export type Chosen = { entity: CrmEntity; choice: RecordChoice };

/**
 * The chosen among the living records of an entity that whoever asks may see, as conditions over `r`. Throws where a filter can't be read (any more): without it
 * they would be more than anyone meant.
 */
export async function chosenConditions(
  ctx: Context,
  tx: Tx,
  { entity, choice }: Chosen,
): Promise<Prisma.Sql> {
  if (choice.kind === 'ids')
    return Prisma.sql`${searchConditions(entity, '')} AND ${visibleRecords(ctx)} AND r.id = ANY(${choice.ids.map(BigInt)}::bigint[])`;
  const frame = await readGridFrame(ctx, tx, entity);
  const params = new URLSearchParams(choice.query);
  const query = parseTableQuery(params, recordTable(frame.fields));
  if (lostFilters(params, query).length > 0)
    throw conflict(
      'A filter of this grid asks for something that is not there any more. Nothing was done; reload the grid, then choose again.',
    );
  return recordGrid.where(query, frame);
}

/**
 * Gathers the chosen in the temporary table `chosen` (id) and locks them until the transaction ends. Throws when they are too many, and
 * when they are not as many as the person was shown: then something came in or went meanwhile.
 */
export async function gatherChosen(
  ctx: Context,
  tx: Tx,
  input: Chosen & { expected: number },
): Promise<number> {
  const conditions = await chosenConditions(ctx, tx, input);
  await tx.$executeRaw`CREATE TEMP TABLE chosen (id bigint PRIMARY KEY) ON COMMIT DROP`;
  await tx.$executeRaw`INSERT INTO chosen SELECT r.id FROM crm_records r WHERE ${conditions} LIMIT ${bulkLimits.matching + 1}`;
  await tx.$executeRaw`ANALYZE chosen`;
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT r.id FROM crm_records r JOIN chosen c ON c.id = r.id WHERE r.deleted_at IS NULL ORDER BY r.id FOR UPDATE OF r) held`;
  const count = Number(row?.count ?? 0n);
  if (count > bulkLimits.matching)
    throw invalidInput(
      'More than 100,000 are chosen, too many for one step. Narrow the grid with a filter and do it in parts.',
    );
  if (input.expected !== count) {
    throw conflict(
      `It would now be ${count.toLocaleString('en')}, not ${input.expected.toLocaleString('en')}: somebody changed records meanwhile. Nothing was done; look again, then repeat it.`,
    );
  }
  return count;
}
