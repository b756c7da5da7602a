import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { listTags } from '@/lib/crm';

export const GET = defineRoute({
  query: z.object({ q: z.string().max(100).default('') }),
  run: (ctx, { query }) => listTags(ctx, query),
});
