import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { listMarketingCampaignOptions } from '@/lib/campaigns';

/** Marketing campaigns for a picker, found by name or code. */
export const GET = defineRoute({
  query: z.object({ q: z.string().max(255).default('') }),
  run: (ctx, { query }) => listMarketingCampaignOptions(ctx, query.q),
});
