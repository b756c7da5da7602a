import { defineRoute } from '@/app/_server/define-route';
import { listRefusals } from '@/lib/export';
import { RunId } from '@/lib/sync-runs/schemas';

/** Whom Dotdigital refused in a run, by cause, and how many the next run heals. */
export const GET = defineRoute({ params: RunId, run: (ctx, { params }) => listRefusals(ctx, params) });
