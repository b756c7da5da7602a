import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { exportCsvImportErrors, getCsvImport } from '@/lib/crm';
import { CsvImportRef } from '@/lib/crm/schemas';

/** The refused rows with their reasons, to be corrected and uploaded again. */
export const GET = defineRoute({
  params: CsvImportRef,
  run: async (ctx, { params }) => {
    const { fileName } = await getCsvImport(ctx, params);
    return csvDownload(`${fileName.replace(/\.[a-z]{1,4}$/i, '')}-refused.csv`, exportCsvImportErrors(ctx, params));
  },
});
