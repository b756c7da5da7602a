import { z } from 'zod';
import { areStatsDue, runStatsPass } from '../../crm';
import { defineJob } from '../define-job';

export const refreshStatsJob = defineJob({
  name: 'crm.refresh-stats',
  schedule:
    'when activities or addresses changed, when a cart becomes abandoned, and at the account’s midnight',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await areStatsDue(ctx)) ? [{}] : []),
  run: (ctx) => runStatsPass(ctx),
});
