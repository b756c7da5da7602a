import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { searchEverything } from '@/lib/dashboard';

/** What the command palette finds beside its pages. */
export const GET = defineRoute({
  query: z.object({ q: z.string().max(200).default('') }),
  run: async (ctx, { query }) => ({ groups: await searchEverything(ctx, query.q) }),
});
