import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { removedCsv, removedGrid } from '@/lib/marketing-lists';
import { ListId } from '@/lib/marketing-lists/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** Whoever is out of the list, with the search and filters of the table. */
export const GET = defineRoute({
  params: ListId,
  run: async (ctx, { params, request }) => {
    const query = parseTableQuery(request.nextUrl.searchParams, removedGrid.table);
    const { name, lines } = await removedCsv(ctx, params.id, query);
    return csvDownload(ctx, name, lines);
  },
});
