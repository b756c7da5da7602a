import { z } from 'zod';
import { countListResponse, findListsToCount } from '../../marketing-lists';
import { defineJob } from '../define-job';

export const countResponsesJob = defineJob({
  name: 'marketing-lists.count-responses',
  schedule: 'once an hour for each large list',
  group: 'maintenance',
  payload: z.object({ listId: z.string() }),
  key: ({ listId }) => listId,
  concurrency: 1,
  findDue: async (ctx) => (await findListsToCount(ctx)).map((id) => ({ listId: String(id) })),
  run: (ctx, { listId }) => countListResponse(ctx, BigInt(listId)),
});
