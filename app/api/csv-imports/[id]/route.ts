import { defineRoute } from '@/app/_server/define-route';
import {
  countImportedPeople,
  getAddressNotes,
  getCsvImport,
  listRefusedRows,
  listUndoKept,
} from '@/lib/csv-imports';
import { CsvImportRef } from '@/lib/csv-imports/schemas';

/** How an import stands, for the page that watches it. */
export const GET = defineRoute({
  params: CsvImportRef,
  run: async (ctx, { params }) => {
    const [view, refused, left, kept, notes, peopleCount] = await Promise.all([
      getCsvImport(ctx, params),
      listRefusedRows(ctx, params),
      listRefusedRows(ctx, { ...params, outcome: 'left' }),
      listUndoKept(ctx, params),
      getAddressNotes(ctx, params),
      countImportedPeople(ctx, params),
    ]);
    return { import: view, refused, left, kept, notes, peopleCount };
  },
});
