import type { Context } from '@/lib/context';
import { csvByteOrderMark, csvLine, csvLineOfRow } from '@/lib/csv';
import { Prisma, readGridPage } from '@/lib/db';
import { permit } from '@/lib/permissions';
import {
  type CsvImportDetails,
  type CsvImportRow,
  fetchCsvImport,
  headersOf,
  importColumns,
  mappingOf,
  toCsvImportView,
} from '../csv-imports-internal';
import type { CsvAddressNotes, CsvImportView } from '../csv-import-schemas';
import { importTargets } from '../values/import-targets';
import { findProfile } from '../profile/stored-profile';
import { readCatalogue } from '@/lib/crm';
import { csvImportGrid, type CsvImportQuery } from '../csv-import-grid';

export async function getCsvImport(ctx: Context, input: { id: string }): Promise<CsvImportView> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  const [details] = await readDetails(ctx, [row]);
  return toCsvImportView(row, details ?? { createdBy: null, undoneBy: null, changeCount: 0, batchCount: 0 });
}

async function readDetails(ctx: Context, rows: readonly CsvImportRow[]): Promise<CsvImportDetails[]> {
  const [people, batches] = await Promise.all([
    ctx.db.prisma.user.findMany({
      where: { id: { in: rows.flatMap((row) => [row.createdById ?? [], row.undoneById ?? []].flat()) } },
      select: { id: true, name: true },
    }),
    ctx.db.prisma.csvImportBatch.groupBy({
      by: ['importId'],
      where: { importId: { in: rows.map((row) => row.id) } },
      _sum: { changeCount: true },
      _count: true,
    }),
  ]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  const sums = new Map(batches.map((one) => [one.importId, one]));
  return rows.map((row) => ({
    createdBy: row.createdById === null ? null : (names.get(row.createdById) ?? null),
    undoneBy: row.undoneById === null ? null : (names.get(row.undoneById) ?? null),
    changeCount: sums.get(row.id)?._sum.changeCount ?? 0,
    batchCount: sums.get(row.id)?._count ?? 0,
  }));
}

/** What was done to addresses, or left to a person: cleaned ones, and likely slips, imported as they stand. */
export async function getAddressNotes(ctx: Context, input: { id: string }): Promise<CsvAddressNotes> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  const columns = (await findProfile(ctx, row.id))?.profile.columns ?? [];
  const addresses = columns.flatMap((column, index) =>
    mappingOf(row)[String(index)] === 'email' ? column.addresses : [],
  );
  return {
    cleanedCount: addresses.reduce((sum, { cleaned }) => sum + cleaned, 0),
    cleaned: addresses.flatMap(({ examples }) => examples),
    slips: addresses.flatMap(({ slips }) =>
      slips.map((slip) => {
        const [address = '', meant = ''] = slip.split(' → ');
        return { address, meant };
      }),
    ),
  };
}

/** Labels of the fields and places that an import's columns went into, archived custom fields among them. */
export async function csvFieldLabels(ctx: Context, input: { id: string }): Promise<Record<string, string>> {
  permit(ctx, 'crm.import');
  const { entity } = await fetchCsvImport(ctx.db.prisma, input.id);
  const catalogue = await readCatalogue(ctx.db.prisma, entity, { archived: true });
  return Object.fromEntries([...importTargets, ...catalogue].map(({ name, label }) => [name, label]));
}

export async function listCsvImports(
  ctx: Context,
  query: CsvImportQuery,
): Promise<{ rows: CsvImportView[]; total: number }> {
  permit(ctx, 'crm.import');
  const { prisma } = ctx.db;
  const page = await readGridPage<{ id: bigint }>(prisma, csvImportGrid.ask(query, {}), Prisma.sql`i.id`);
  const found = await prisma.csvImport.findMany({
    where: { id: { in: page.rows.map(({ id }) => id) } },
    select: importColumns,
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = page.rows.flatMap(({ id }) => byId.get(id) ?? []);
  const details = await readDetails(ctx, rows);
  return {
    rows: rows.flatMap((row, n) => (details[n] ? [toCsvImportView(row, details[n])] : [])),
    total: page.total,
  };
}

const PAGE = 2_000;

const cellsOf = (cells: Prisma.JsonValue): string[] => (Array.isArray(cells) ? cells.map(String) : []);

/** Refused or skipped rows, or those that came in without a value, with their original cells, to be corrected and uploaded again. */
export async function* exportCsvImportErrors(
  ctx: Context,
  input: { id: string; outcome?: 'refused' | 'skipped' | 'left' },
): AsyncGenerator<string> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  yield csvByteOrderMark + csvLine(['Row', 'Reason', ...headersOf(row)]);
  for (let after = 0; ;) {
    const page = await ctx.db.prisma.csvImportRow.findMany({
      where: { importId: row.id, outcome: input.outcome ?? 'refused', rowNumber: { gt: after } },
      orderBy: { rowNumber: 'asc' },
      take: PAGE,
    });
    const last = page.at(-1);
    if (!last) return;
    yield page
      .map((refused) => csvLineOfRow([refused.rowNumber, refused.reason], cellsOf(refused.cells)))
      .join('');
    after = last.rowNumber;
  }
}

/** The first refused rows, or those that came in without a value, for the page. */
export async function listRefusedRows(
  ctx: Context,
  input: { id: string; outcome?: 'refused' | 'left' },
): Promise<{ rowNumber: number; cells: string[]; reason: string }[]> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  const rows = await ctx.db.prisma.csvImportRow.findMany({
    where: { importId: row.id, outcome: input.outcome ?? 'refused' },
    orderBy: { rowNumber: 'asc' },
    take: 20,
  });
  return rows.map((refused) => ({
    rowNumber: refused.rowNumber,
    cells: cellsOf(refused.cells),
    reason: refused.reason,
  }));
}

/** Refused rows, or those that came in without a value, page by page. */
export async function pageCsvImportRows(
  ctx: Context,
  input: { id: string; outcome: 'refused' | 'left'; limit: number; after: string | null },
): Promise<{ data: { row: number; reason: string; cells: string[] }[]; nextCursor: string | null }> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  const found = await ctx.db.prisma.csvImportRow.findMany({
    where: { importId: row.id, outcome: input.outcome, rowNumber: { gt: Number(input.after ?? 0) } },
    orderBy: { rowNumber: 'asc' },
    take: input.limit + 1,
  });
  const data = found
    .slice(0, input.limit)
    .map(({ rowNumber, reason, cells }) => ({ row: rowNumber, reason, cells: cellsOf(cells) }));
  const last = data.at(-1);
  return { data, nextCursor: found.length > input.limit && last ? String(last.row) : null };
}
