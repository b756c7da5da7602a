import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { memberGrid, membersCsv } from '@/lib/marketing-lists';
import { ListId } from '@/lib/marketing-lists/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** Who is on the list, with the search and filters of the table. */
export const GET = defineRoute({
  params: ListId,
  run: async (ctx, { params, request }) => {
    const search = request.nextUrl.searchParams;
    const { name, lines } = await membersCsv(
      ctx,
      params.id,
      parseTableQuery(search, memberGrid.table),
      (search.get('more') ?? '').split(','),
    );
    return csvDownload(ctx, name, lines);
  },
});
