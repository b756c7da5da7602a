import { defineRoute } from '@/app/_server/define-route';
import { previewUndo } from '@/lib/export';
import { RunId } from '@/lib/sync-runs/schemas';

/** What undoing a run would do. */
export const GET = defineRoute({ params: RunId, run: (ctx, { params }) => previewUndo(ctx, params) });
