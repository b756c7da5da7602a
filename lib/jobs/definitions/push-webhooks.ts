import { z } from 'zod';
import { findDueWebhooks, pushWebhooks } from '../../automations';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushWebhooksJob = defineJob({
  name: 'automations.push-webhooks',
  schedule: 'as soon as a webhook is to be told something, and until it has taken it, for a day',
  group: 'export',
  payload: z.object({ automationId: idText }),
  key: ({ automationId }) => automationId,
  concurrency: 2,
  findDue: async (ctx) =>
    (await findDueWebhooks(ctx)).map((due) => ({ ...due, automationId: String(due.automationId) })),
  run: (ctx, { automationId }) => pushWebhooks(ctx, BigInt(automationId)),
});
