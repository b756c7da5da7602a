import { z } from 'zod';
import { findDueInsight, pushInsight } from '../../insight-data';
import { InsightKind } from '../../insight-data/schemas';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushInsightJob = defineJob({
  name: 'insight-data.push',
  schedule:
    'every 30 seconds per account and kind that is switched on, and as long as something is to be sent or followed',
  group: 'export',
  payload: z.object({ integrationId: idText, kind: InsightKind, compare: z.boolean().default(true) }),
  key: ({ integrationId, kind, compare }) => `${integrationId}.${kind}${compare ? '.compare' : ''}`,
  concurrency: 1,
  findDue: async (ctx) =>
    (await findDueInsight(ctx)).map((due) => ({ ...due, integrationId: String(due.integrationId) })),
  run: (ctx, { integrationId, kind, compare }) =>
    pushInsight(ctx, { integrationId: BigInt(integrationId), kind }, compare),
});
