import { defineRoute } from '@/app/_server/define-route';
import { ConnectionIdInput } from '@/lib/connections/schemas';
import { readReady } from '@/lib/export';

/** Whether the book is complete for a campaign to go to it. */
export const GET = defineRoute({
  query: ConnectionIdInput,
  run: (ctx, { query }) => readReady(ctx, query),
});
