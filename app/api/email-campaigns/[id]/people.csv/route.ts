import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { readRecipientAsk, recipientGrid, recipientsCsv } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** The people grid as a file, with its search, filters and sort. */
export const GET = defineRoute({
  params: CampaignId,
  run: async (ctx, { params, request }) => {
    const search = request.nextUrl.searchParams;
    const query = parseTableQuery(search, recipientGrid.table);
    const { name, lines } = await recipientsCsv(ctx, params.id, query, readRecipientAsk(search));
    return csvDownload(ctx, name, lines);
  },
});
