import { z } from 'zod';
import { findDueErasures, pushErasure } from '../../privacy';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushErasureJob = defineJob({
  name: 'privacy.push-erasure',
  schedule: 'as soon as somebody is to be erased, and until that has ended',
  group: 'maintenance',
  payload: z.object({ erasureId: idText }),
  key: ({ erasureId }) => erasureId,
  concurrency: 1,
  findDue: async (ctx) =>
    (await findDueErasures(ctx)).map(({ erasureId }) => ({ erasureId: String(erasureId) })),
  run: (ctx, { erasureId }) => pushErasure(ctx, BigInt(erasureId)),
});
