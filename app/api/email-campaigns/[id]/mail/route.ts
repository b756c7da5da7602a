import { defineRoute } from '@/app/_server/define-route';
import { getCampaignMail } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';

export const GET = defineRoute({
  params: CampaignId,
  run: (ctx, { params }) => getCampaignMail(ctx, params.id),
});
