import { z } from 'zod';
import { findDueReaders, tellReader } from '../../alerts';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const tellOfAlertsJob = defineJob({
  name: 'alerts.tell',
  schedule: 'each minute for whoever wants alerts; after a message not for a quarter of an hour',
  group: 'export',
  payload: z.object({ readerId: idText }),
  key: ({ readerId }) => readerId,
  concurrency: 1,
  findDue: findDueReaders,
  run: tellReader,
});
