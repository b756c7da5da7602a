import { z } from 'zod';
import { findDueLists, refreshList } from '../../marketing-lists';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const refreshListJob = defineJob({
  name: 'marketing-lists.refresh',
  schedule: 'every 4 minutes per dynamic list',
  group: 'export',
  payload: z.object({ listId: idText }),
  key: ({ listId }) => listId,
  concurrency: 1,
  findDue: async (ctx) => (await findDueLists(ctx)).map((id) => ({ listId: String(id) })),
  run: async (ctx, { listId }) => {
    await refreshList(ctx, BigInt(listId));
  },
});
