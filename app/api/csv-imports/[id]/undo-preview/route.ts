import { defineRoute } from '@/app/_server/define-route';
import { previewUndo } from '@/lib/csv-imports';
import { CsvImportRef } from '@/lib/csv-imports/schemas';

/** What connected books would lose by undoing an import. */
export const GET = defineRoute({ params: CsvImportRef, run: (ctx, { params }) => previewUndo(ctx, params) });
