import { z } from 'zod';
import { removeOldIdempotencyKeys } from '../../api-tokens';
import { purgeDeletedIntegrations } from '../../integrations';
import { removeOldMail } from '../../mail';
import { removeEndedSessions } from '../../users';
import { defineJob } from '../define-job';

export const cleanUpJob = defineJob({
  name: 'maintenance.clean-up',
  schedule: 'daily, and from /api/cron/maintenance',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => {
    const [row] = await ctx.db.prisma.$queryRaw<{ due: boolean }[]>`
      SELECT NOT EXISTS (SELECT FROM settings WHERE key = 'maintenance.clean-up' AND updated_at > now() - interval '1 day') AS due`;
    return row?.due ? [{}] : [];
  },
  run: async (ctx) => {
    await removeEndedSessions(ctx);
    await purgeDeletedIntegrations(ctx);
    await removeOldIdempotencyKeys(ctx);
    await removeOldMail(ctx);
    await ctx.db.prisma.setting.upsert({
      where: { key: 'maintenance.clean-up' },
      create: { key: 'maintenance.clean-up', value: {} },
      update: { value: {} },
    });
  },
});
