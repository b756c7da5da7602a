import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { dataFieldGrid, dataFieldsCsv } from '@/lib/data-fields';
import { parseTableQuery } from '@/lib/table-query';

/** The data fields of the grid as a file, with its search, filters and sort. */
export const GET = defineRoute({
  run: async (ctx, { request }) =>
    csvDownload(
      ctx,
      `data-fields-${ctx.now().toISOString().slice(0, 10)}.csv`,
      dataFieldsCsv(ctx, parseTableQuery(request.nextUrl.searchParams, dataFieldGrid.table)),
    ),
});
