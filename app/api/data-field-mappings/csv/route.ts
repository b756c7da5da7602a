import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { mappingGrid, mappingsCsv } from '@/lib/data-fields';
import { parseTableQuery } from '@/lib/table-query';

/** The grid of mappings as a file, with its search, filters and sort. */
export const GET = defineRoute({
  run: (ctx, { request }) =>
    csvDownload(
      ctx,
      `data-field-mappings-${ctx.now().toISOString().slice(0, 10)}.csv`,
      mappingsCsv(ctx, parseTableQuery(request.nextUrl.searchParams, mappingGrid.table)),
    ),
});
