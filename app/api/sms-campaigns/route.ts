import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { listSmsCampaigns } from '@/lib/campaigns';
import { SmsCampaignsInput } from '@/lib/campaigns/schemas';

/** SMS campaigns of an account, as Dotdigital has them now. */
export const GET = defineRoute({
  query: SmsCampaignsInput,
  run: (ctx, { query }) =>
    withDotdigital(ctx, query.integrationId, (client) => listSmsCampaigns(ctx, client)),
});
