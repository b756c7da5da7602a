import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { getRecordNow } from '@/lib/crm';
import { RecordNowInput } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';

export const GET = defineRoute({
  params: z.object({ id: idText }),
  query: z.object({ since: RecordNowInput.shape.since }),
  run: (ctx, { params, query }) => getRecordNow(ctx, { ...params, ...query }),
});
