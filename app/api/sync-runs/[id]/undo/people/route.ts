import { defineRoute } from '@/app/_server/define-route';
import { previewUndoPeople } from '@/lib/export';
import { UndoPeopleQuery } from '@/lib/export/schemas';
import { RunId } from '@/lib/sync-runs/schemas';

/** Those whom undoing a run would take out, put back, set back or leave as they are. */
export const GET = defineRoute({
  params: RunId,
  query: UndoPeopleQuery,
  run: (ctx, { params, query }) => previewUndoPeople(ctx, { ...params, ...query }),
});
