import { z } from 'zod';
import { areCampaignsUncounted, recountCampaigns } from '../../campaigns';
import { defineJob } from '../define-job';

export const recountCampaignsJob = defineJob({
  name: 'campaigns.recount',
  schedule: 'when the rules that tell people from machines, or the links of a mail, are others than before',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await areCampaignsUncounted(ctx)) ? [{}] : []),
  run: async (ctx) => {
    const { isDone } = await recountCampaigns(ctx);
    return { nextStepAt: isDone ? null : ctx.now() };
  },
});
