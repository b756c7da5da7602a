import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { insightGrid, insightItemsCsv } from '@/lib/insight-data';
import { IntegrationId } from '@/lib/integrations/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** Orders and carts at Dotdigital as CSV, with the search and filters of the table. */
export const GET = defineRoute({
  params: IntegrationId,
  run: async (ctx, { params, request }) =>
    csvDownload(
      ctx,
      `insight-data-${params.id}.csv`,
      await insightItemsCsv(ctx, params.id, parseTableQuery(request.nextUrl.searchParams, insightGrid.table)),
    ),
});
