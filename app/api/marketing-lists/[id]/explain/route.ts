import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { explainMembership } from '@/lib/marketing-lists';
import { ExplainMembership, ListId } from '@/lib/marketing-lists/schemas';

export const GET = defineRoute({
  params: ListId,
  query: z.object({ who: ExplainMembership.shape.who }),
  run: (ctx, { params, query }) => explainMembership(ctx, { listId: params.id, who: query.who }),
});
