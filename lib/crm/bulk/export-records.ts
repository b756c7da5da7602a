import type { Context } from '@/lib/context';
import { gridCsv, Prisma, rowsOf } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { RecordChoice } from './bulk-schemas';
import { chosenConditions } from './chosen-records';
import type { CrmEntity } from '../fields/entity';
import { recordSource } from '../fields/field-sql';
import { fieldText, writtenText } from '../fields/field-text';
import { readGridFrame } from '../grid/grid-frame';
import { recordGrid, type RecordTableQuery } from '../grid/record-grid';
import { readCatalogue } from '../fields/read-catalogue';

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
  const frame = await readGridFrame(ctx, ctx.db.prisma, input.entity);
  const cells = fields.map((field, n) => Prisma.sql`${fieldText(field)} AS ${Prisma.raw(`c${n}`)}`);
  const where = input.choice
    ? await chosenConditions(ctx, ctx.db.prisma, { entity: input.entity, choice: input.choice })
    : recordGrid.where(input.query, frame);
  const question = {
    from: recordSource,
    where,
    order: recordGrid.order(input.query, frame),
    page: Prisma.empty,
  };
  yield* gridCsv(
    ctx.db,
    rowsOf(question, Prisma.join(cells)),
    (row: Record<string, string | null>) => row,
    fields.map((field, n) => [field.label, (row) => writtenText(field, row[`c${n}`] ?? null)]),
  );
}
