import { z } from 'zod';
import { compareWithBook, findDueComparisons } from '../../export';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const compareBookJob = defineJob({
  name: 'export.compare-book',
  schedule: 'as soon as an address book was read back',
  group: 'export',
  payload: z.object({ connectionId: idText }),
  key: ({ connectionId }) => connectionId,
  concurrency: 1,
  findDue: async (ctx) => (await findDueComparisons(ctx)).map((id) => ({ connectionId: String(id) })),
  run: (ctx, { connectionId }) => compareWithBook(ctx, BigInt(connectionId)),
});
