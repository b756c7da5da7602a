import { defineRoute } from '@/app/_server/define-route';
import { previewCsvImport } from '@/lib/csv-imports';
import { CsvImportRef, PreviewCsvImportQuery } from '@/lib/csv-imports/schemas';

export const GET = defineRoute({
  params: CsvImportRef,
  query: PreviewCsvImportQuery,
  run: (ctx, { params, query }) => previewCsvImport(ctx, { id: params.id, query }),
});
