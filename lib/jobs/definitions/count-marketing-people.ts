import { z } from 'zod';
import { arePeopleUncounted, countMarketingPeople } from '../../campaigns';
import { defineJob } from '../define-job';

export const countMarketingPeopleJob = defineJob({
  name: 'campaigns.count-people',
  schedule: 'when a marketing campaign with many recipients has changed, or what is under it',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await arePeopleUncounted(ctx)) ? [{}] : []),
  run: async (ctx) => {
    const { isDone } = await countMarketingPeople(ctx);
    return { nextStepAt: isDone ? null : ctx.now() };
  },
});
