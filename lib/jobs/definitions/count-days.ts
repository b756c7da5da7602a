import { z } from 'zod';
import { areCountsDue, countDays } from '../../dashboard';
import { defineJob } from '../define-job';

export const countDaysJob = defineJob({
  name: 'dashboard.count-days',
  schedule: 'every 15 minutes',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await areCountsDue(ctx)) ? [{}] : []),
  run: (ctx) => countDays(ctx),
});
