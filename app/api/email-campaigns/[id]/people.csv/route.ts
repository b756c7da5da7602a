import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { recipientGrid, recipientsCsv } from '@/lib/campaigns';
import { CampaignId, readMachines } from '@/lib/campaigns/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** The people grid as a file, with its search, filters and sort. */
export const GET = defineRoute({
  params: CampaignId,
  run: async (ctx, { params, request }) => {
    const search = request.nextUrl.searchParams;
    const { name, lines } = await recipientsCsv(
      ctx,
      params.id,
      parseTableQuery(search, recipientGrid.table),
      readMachines(search.get('machine') ?? undefined),
    );
    return csvDownload(ctx, name, lines);
  },
});
