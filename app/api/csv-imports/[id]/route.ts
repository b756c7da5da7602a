import { defineRoute } from '@/app/_server/define-route';
import { getCsvImport, listRefusedRows, listUndoKept } from '@/lib/csv-imports';
import { CsvImportRef } from '@/lib/csv-imports/schemas';

/** How an import stands, for the page that watches it. */
export const GET = defineRoute({
  params: CsvImportRef,
  run: async (ctx, { params }) => {
    const [view, refused, kept] = await Promise.all([
      getCsvImport(ctx, params),
      listRefusedRows(ctx, params),
      listUndoKept(ctx, params),
    ]);
    return { import: view, refused, kept };
  },
});
