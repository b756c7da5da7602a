import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { findAddable } from '@/lib/marketing-lists';
import { FindAddable, ListId } from '@/lib/marketing-lists/schemas';

export const GET = defineRoute({
  params: ListId,
  query: z.object({ q: FindAddable.shape.q }),
  run: (ctx, { params, query }) => findAddable(ctx, { listId: params.id, q: query.q }),
});
