import { defineRoute } from '@/app/_server/define-route';
import { campaignFeed } from '@/lib/campaigns';
import { CampaignId, FeedQuery, readMachines } from '@/lib/campaigns/schemas';

export const GET = defineRoute({
  params: CampaignId,
  query: FeedQuery,
  run: (ctx, { params, query }) =>
    campaignFeed(ctx, { id: params.id, machines: readMachines(query.machine), before: query.before }),
});
