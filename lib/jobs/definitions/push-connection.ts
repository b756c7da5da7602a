import { z } from 'zod';
import { findDueConnections, pushConnection } from '../../export';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushConnectionJob = defineJob({
  name: 'export.push-connection',
  schedule: 'every export interval of the settings per connection, and whenever a wave has a next step',
  group: 'export',
  payload: z.object({ connectionId: idText }),
  key: ({ connectionId }) => connectionId,
  concurrency: 3,
  findDue: async (ctx) =>
    (await findDueConnections(ctx)).map((due) => ({ ...due, connectionId: String(due.connectionId) })),
  run: (ctx, { connectionId }) => pushConnection(ctx, BigInt(connectionId)),
});
