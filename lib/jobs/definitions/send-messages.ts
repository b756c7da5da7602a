import { z } from 'zod';
import { findDueMessages, sendMessages } from '../../automations';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const sendMessagesJob = defineJob({
  name: 'automations.send-messages',
  schedule: 'as soon as an automation has a message for somebody',
  group: 'export',
  payload: z.object({ integrationId: idText }),
  key: ({ integrationId }) => integrationId,
  concurrency: 1,
  findDue: async (ctx) =>
    (await findDueMessages(ctx)).map((due) => ({ ...due, integrationId: String(due.integrationId) })),
  run: (ctx, { integrationId }) => sendMessages(ctx, BigInt(integrationId)),
});
