import { defineRoute } from '@/app/_server/define-route';
import { getSyncRun } from '@/lib/sync-runs';
import { RunId } from '@/lib/sync-runs/schemas';

/** How a run stands, for the page that watches it. */
export const GET = defineRoute({ params: RunId, run: (ctx, { params }) => getSyncRun(ctx, params) });
