import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { knownPeopleCsv, knownPeopleGrid } from '@/lib/address-books';
import { KnownPeople } from '@/lib/address-books/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** People at Dotdigital as a file, with the search and filters of the table. */
export const GET = defineRoute({
  query: KnownPeople,
  run: async (ctx, { query, request }) =>
    csvDownload(
      ctx,
      'people-at-dotdigital.csv',
      await knownPeopleCsv(ctx, query, parseTableQuery(request.nextUrl.searchParams, knownPeopleGrid.table)),
    ),
});
