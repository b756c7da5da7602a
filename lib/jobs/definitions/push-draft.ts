import { z } from 'zod';
import { findDueDrafts, pushDraft } from '../../sending';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const pushDraftJob = defineJob({
  name: 'sending.push-draft',
  schedule: 'as soon as someone sends a campaign, and until it has gone out',
  group: 'export',
  payload: z.object({ draftId: idText }),
  key: ({ draftId }) => draftId,
  concurrency: 2,
  findDue: async (ctx) => (await findDueDrafts(ctx)).map((due) => ({ ...due, draftId: String(due.draftId) })),
  run: (ctx, { draftId }) => pushDraft(ctx, BigInt(draftId)),
});
