import { z } from 'zod';
import { findDueReaders, tellReader } from '../../alerts';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const tellOfAlertsJob = defineJob({
  name: 'alerts.tell',
  schedule: 'each minute for whoever wants alerts; after a mail not for a quarter of an hour',
  group: 'export',
  payload: z.object({ userId: idText }),
  key: ({ userId }) => userId,
  concurrency: 1,
  findDue: findDueReaders,
  run: tellReader,
});
