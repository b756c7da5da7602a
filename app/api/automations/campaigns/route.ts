import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { listTriggeredCampaigns } from '@/lib/automations';
import { ProgramsInput } from '@/lib/automations/schemas';

/** Triggered campaigns of an account, as Dotdigital has them now. */
export const GET = defineRoute({
  query: ProgramsInput,
  run: (ctx, { query }) =>
    withDotdigital(ctx, query.integrationId, (client) => listTriggeredCampaigns(ctx, client)),
});
