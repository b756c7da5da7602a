import { z } from 'zod';
import { findDueAutomations, runAutomation } from '../../automations';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const runAutomationJob = defineJob({
  name: 'automations.run',
  schedule: 'every 30 seconds per automation that is on, and up to every 10 minutes where looking takes long',
  group: 'export',
  payload: z.object({ automationId: idText }),
  key: ({ automationId }) => automationId,
  concurrency: 1,
  findDue: async (ctx) => (await findDueAutomations(ctx)).map((id) => ({ automationId: String(id) })),
  run: (ctx, { automationId }) => runAutomation(ctx, BigInt(automationId)),
});
