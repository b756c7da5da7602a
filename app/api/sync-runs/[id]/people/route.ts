import { defineRoute } from '@/app/_server/define-route';
import { listRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { RunId } from '@/lib/sync-runs/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** A page of a run's people, with the search and filters of its table. */
export const GET = defineRoute({
  params: RunId,
  run: (ctx, { params, request }) =>
    listRunOutcomes(ctx, params.id, parseTableQuery(request.nextUrl.searchParams, outcomeGrid.table)),
});
