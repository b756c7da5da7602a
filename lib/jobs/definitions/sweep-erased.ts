import { z } from 'zod';
import { isSweepDue, sweepErased } from '../../privacy';
import { defineJob } from '../define-job';

export const sweepErasedJob = defineJob({
  name: 'privacy.sweep-erased',
  schedule: 'daily where somebody was erased, and at once after a restore',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await isSweepDue(ctx)) ? [{}] : []),
  run: async (ctx) => {
    await sweepErased(ctx);
  },
});
