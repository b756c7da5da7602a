import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { findMergeCandidates } from '@/lib/crm';
import { FindMergeInput } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';

export const GET = defineRoute({
  params: z.object({ id: idText }),
  query: z.object({ q: FindMergeInput.shape.q }),
  run: (ctx, { params, query }) => findMergeCandidates(ctx, { ...params, ...query }),
});
