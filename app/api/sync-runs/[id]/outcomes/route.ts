import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { exportRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { RunId } from '@/lib/sync-runs/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** The rows of a run as CSV, with the search and filters of the table. */
export const GET = defineRoute({
  params: RunId,
  run: (ctx, { params, request }) =>
    csvDownload(
      ctx,
      `sync-run-${params.id}.csv`,
      exportRunOutcomes(ctx, params.id, parseTableQuery(request.nextUrl.searchParams, outcomeGrid.table)),
    ),
});
