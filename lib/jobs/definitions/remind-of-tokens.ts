import { z } from 'zod';
import { findDueReminders, remindOfExpiry } from '../../api-tokens';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const remindOfTokensJob = defineJob({
  name: 'api-tokens.remind',
  schedule: 'once for each token, two weeks before it expires',
  group: 'export',
  payload: z.object({ tokenId: idText }),
  key: ({ tokenId }) => tokenId,
  concurrency: 1,
  findDue: findDueReminders,
  run: remindOfExpiry,
});
