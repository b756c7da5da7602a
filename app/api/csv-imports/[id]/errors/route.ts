import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { exportCsvImportErrors, getCsvImport } from '@/lib/csv-imports';
import { CsvImportErrorsQuery, CsvImportRef } from '@/lib/csv-imports/schemas';

/** The refused (or left out) rows with their reasons, to be corrected and uploaded again. */
export const GET = defineRoute({
  params: CsvImportRef,
  query: CsvImportErrorsQuery,
  run: async (ctx, { params, query }) => {
    const { fileName } = await getCsvImport(ctx, params);
    return csvDownload(
      ctx,
      `${fileName.replace(/\.[a-z]{1,4}$/i, '')}-${query.outcome}.csv`,
      exportCsvImportErrors(ctx, { ...params, ...query }),
    );
  },
});
