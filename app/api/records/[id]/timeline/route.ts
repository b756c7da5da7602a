import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { recordTimeline } from '@/lib/crm';
import { idText } from '@/lib/text';

export const GET = defineRoute({
  params: z.object({ id: idText }),
  query: z.object({ before: z.string().max(200).optional() }),
  run: (ctx, { params, query }) => recordTimeline(ctx, { id: params.id, before: query.before ?? null }),
});
