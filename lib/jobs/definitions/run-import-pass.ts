import { z } from 'zod';
import { findDueIntegrations, runImportPass } from '../../import';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const runImportPassJob = defineJob({
  name: 'import.run-pass',
  schedule: 'every import interval of the settings per integration',
  group: 'import',
  payload: z.object({ integrationId: idText }),
  key: ({ integrationId }) => integrationId,
  concurrency: 2,
  findDue: async (ctx) =>
    (await findDueIntegrations(ctx)).map((due) => ({ ...due, integrationId: String(due.integrationId) })),
  run: (ctx, { integrationId }) => runImportPass(ctx, BigInt(integrationId), { trigger: 'schedule' }),
});
