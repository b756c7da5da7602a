import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { exportUndoKept, getCsvImport } from '@/lib/csv-imports';
import { CsvImportRef } from '@/lib/csv-imports/schemas';

/** What an undo left alone, because it was changed since. */
export const GET = defineRoute({
  params: CsvImportRef,
  run: async (ctx, { params }) => {
    const { fileName } = await getCsvImport(ctx, params);
    return csvDownload(
      ctx,
      `${fileName.replace(/\.[a-z]{1,4}$/i, '')}-kept.csv`,
      exportUndoKept(ctx, params),
    );
  },
});
