import { defineRoute } from '@/app/_server/define-route';
import { previewUpdate } from '@/lib/marketing-lists';
import { ListId } from '@/lib/marketing-lists/schemas';

export const GET = defineRoute({
  params: ListId,
  run: (ctx, { params, request }) => previewUpdate(ctx, params, request.signal),
});
