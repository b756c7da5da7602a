import { z } from 'zod';
import { findDueAddresses, pushAddress } from '../../alerts';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushAlertAddressJob = defineJob({
  name: 'alerts.push-address',
  schedule: 'as soon as the alert address is to be told something, and until it has taken it, for a day',
  group: 'export',
  payload: z.object({ readerId: idText }),
  key: ({ readerId }) => readerId,
  concurrency: 1,
  findDue: findDueAddresses,
  run: pushAddress,
});
