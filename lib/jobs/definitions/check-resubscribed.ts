import { z } from 'zod';
import { checkResubscribed, isCheckDue } from '../../privacy';
import { defineJob } from '../define-job';

export const checkResubscribedJob = defineJob({
  name: 'privacy.check-resubscribed',
  schedule: 'daily',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await isCheckDue(ctx)) ? [{}] : []),
  run: (ctx) => checkResubscribed(ctx),
});
