import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { emailCampaignGrid, emailCampaignsCsv } from '@/lib/campaigns';
import { parseTableQuery } from '@/lib/table-query';

/** The campaigns grid as a file, with its search, filters and sort. */
export const GET = defineRoute({
  run: async (ctx, { request }) =>
    csvDownload(
      ctx,
      `email-campaigns-${ctx.now().toISOString().slice(0, 10)}.csv`,
      emailCampaignsCsv(ctx, parseTableQuery(request.nextUrl.searchParams, emailCampaignGrid.table)),
    ),
});
