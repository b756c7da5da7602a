import { z } from 'zod';
import { findDueEnrolments, pushEnrolments } from '../../automations';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushEnrolmentsJob = defineJob({
  name: 'automations.push-enrolments',
  schedule:
    'as soon as somebody is to be enrolled, as the account’s allowance lasts, and until Dotdigital is done',
  group: 'export',
  payload: z.object({ integrationId: idText }),
  key: ({ integrationId }) => integrationId,
  concurrency: 1,
  findDue: async (ctx) =>
    (await findDueEnrolments(ctx)).map((due) => ({ ...due, integrationId: String(due.integrationId) })),
  run: (ctx, { integrationId }) => pushEnrolments(ctx, BigInt(integrationId)),
});
