import { defineRoute } from '@/app/_server/define-route';
import { getListConnections } from '@/lib/connections';
import { ListIdInput } from '@/lib/connections/schemas';

/** How a list's connections stand, for the strip that moves. */
export const GET = defineRoute({
  query: ListIdInput,
  run: (ctx, { query }) => getListConnections(ctx, query.listId),
});
