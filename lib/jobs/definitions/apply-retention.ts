import { z } from 'zod';
import { applyRetention, isRetentionDue } from '../../privacy';
import { defineJob } from '../define-job';

export const applyRetentionJob = defineJob({
  name: 'privacy.apply-retention',
  schedule: 'daily where something is to be let go',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await isRetentionDue(ctx)) ? [{}] : []),
  run: async (ctx) => {
    await applyRetention(ctx);
  },
});
