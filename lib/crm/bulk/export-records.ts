import type { Context } from '@/lib/context';
import { csvByteOrderMark, csvLine } from '@/lib/csv';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { RecordChoice } from './bulk-schemas';
import { chosenConditions } from './chosen-records';
import type { CrmEntity } from '../fields/entity';
import { recordSource } from '../fields/field-sql';
import { fieldText, writtenText } from '../fields/field-text';
import { recordConditions } from '../grid/grid-conditions';
import { readGridFrame } from '../grid/grid-frame';
import { readCatalogue } from '../fields/read-catalogue';
import { recordOrder } from '../records/record-search';
import type { RecordTableQuery } from '../schemas';

const BATCH = 2_000;

/**
 * The records that a grid shows, or those chosen in it, as CSV text in pieces, with every field of the catalogue: read through a
 * cursor, so memory doesn't grow with the rows. What a spreadsheet would calculate is defused; importing the file again gives the
 * original back.
 */
export async function* exportRecords(
  ctx: Context,
  input: { entity: CrmEntity; query: RecordTableQuery; choice?: RecordChoice },
): AsyncGenerator<string> {
  permit(ctx, 'crm.read');
  const fields = await readCatalogue(ctx.db.prisma, input.entity);
  const columns = Prisma.join(
    fields.map((field, n) => Prisma.sql`${fieldText(field)} AS ${Prisma.raw(`c${n}`)}`),
  );
  const where = input.choice
    ? await chosenConditions(ctx.db.prisma, { entity: input.entity, choice: input.choice }, ctx.now())
    : recordConditions(await readGridFrame(ctx.db.prisma, input.entity, ctx.now()), input.query);
  const asked = Prisma.sql`DECLARE record_export NO SCROLL CURSOR FOR SELECT ${columns} FROM ${recordSource} WHERE ${where} ORDER BY ${recordOrder(input.query)}`;
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query({ text: asked.text, values: asked.values });
    yield csvByteOrderMark + csvLine(fields.map((field) => field.label));
    for (;;) {
      const { rows } = await client.query<Record<string, string | null>>(`FETCH ${BATCH} FROM record_export`);
      if (rows.length === 0) return;
      yield rows
        .map((row) => csvLine(fields.map((field, n) => writtenText(field, row[`c${n}`] ?? null))))
        .join('');
    }
  } finally {
    await client.query('ROLLBACK').finally(() => client.release());
  }
}
