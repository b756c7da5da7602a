import { visibleRecords, type Context } from '@/lib/context';
import { csvByteOrderMark, csvLine } from '@/lib/csv';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { fetchCsvImport } from '../csv-imports-internal';
import type { CsvUndoKept } from '../csv-import-schemas';
import { displayName, findField, readCatalogue } from '@/lib/crm';

const PAGE = 2_000;
const SHOWN = 20;

type KeptRow = {
  record_id: bigint;
  field: string;
  origin: string;
  cause_id: string | null;
  at: Date;
  person: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  company: string | null;
};

/** What an undo left alone, in the order of the records, a page at a time. */
async function* readKept(ctx: Context, importId: bigint, size: number): AsyncGenerator<KeptRow[]> {
  for (let after: Pick<KeptRow, 'record_id' | 'field'> = { record_id: 0n, field: '' }; ;) {
    const rows: KeptRow[] = await ctx.db.prisma.$queryRaw(Prisma.sql`
      SELECT k.record_id, k.field, k.origin, k.cause_id, k.at, u.name AS person,
        r.first_name AS "firstName", r.last_name AS "lastName", r.email, r.phone, r.mobile, r.company
      FROM csv_undo_kept k JOIN crm_records r ON r.id = k.record_id
      LEFT JOIN users u ON k.origin = 'person' AND u.id::text = k.cause_id
      WHERE k.import_id = ${importId} AND (k.record_id, k.field) > (${after.record_id}, ${after.field}) AND ${visibleRecords(ctx)}
      ORDER BY k.record_id, k.field LIMIT ${size}`);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last;
  }
}

const causes: Record<string, string> = {
  dotdigital: 'Dotdigital',
  rest: 'the API',
  merge: 'a merge',
  order: 'an order',
  cart: 'a cart',
  consent: 'a recorded consent',
  'opt-out': 'the opt-out itself, which stays',
};

function causeOf(row: KeptRow): string {
  if (row.origin === 'person') return row.person ?? 'someone who has left';
  if (row.origin === 'csv') return `CSV import ${row.cause_id ?? ''}`.trim();
  if (row.origin === 'csv-undo') return `the undo of CSV import ${row.cause_id ?? ''}`.trim();
  return causes[row.origin] ?? row.origin;
}

async function namesOf(ctx: Context, id: string) {
  const row = await fetchCsvImport(ctx.db.prisma, id);
  const catalogue = await readCatalogue(ctx.db.prisma, row.entity, { archived: true });
  return {
    id: row.id,
    labelOf: (name: string) => (name === 'owner' ? 'Owner' : (findField(catalogue, name)?.label ?? name)),
  };
}

/** The first values and records that an undo left alone, and who changed them since. */
export async function listUndoKept(ctx: Context, input: { id: string }): Promise<CsvUndoKept[]> {
  permit(ctx, 'crm.import');
  const { id, labelOf } = await namesOf(ctx, input.id);
  for await (const rows of readKept(ctx, id, SHOWN)) {
    return rows.map((row) => ({
      recordId: String(row.record_id),
      name: displayName(row),
      field: row.field === 'created' ? null : labelOf(row.field),
      by: causeOf(row),
      at: row.at.toISOString(),
    }));
  }
  return [];
}

/** All of them, as a file. */
export async function* exportUndoKept(ctx: Context, input: { id: string }): AsyncGenerator<string> {
  permit(ctx, 'crm.import');
  const { id, labelOf } = await namesOf(ctx, input.id);
  yield csvByteOrderMark + csvLine(['Record', 'Name', 'E-mail', 'What stays', 'Changed by', 'Changed at']);
  for await (const rows of readKept(ctx, id, PAGE)) {
    yield rows
      .map((row) =>
        csvLine([
          String(row.record_id),
          displayName(row),
          row.email,
          row.field === 'created' ? 'The whole record' : labelOf(row.field),
          causeOf(row),
          row.at.toISOString(),
        ]),
      )
      .join('');
  }
}
