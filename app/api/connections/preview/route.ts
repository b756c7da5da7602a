import { defineRoute } from '@/app/_server/define-route';
import { previewConnection } from '@/lib/export';
import { PreviewInput } from '@/lib/export/schemas';

/** What a first sync would do; nothing is sent or stored. */
export const GET = defineRoute({
  query: PreviewInput,
  run: (ctx, { query }) => previewConnection(ctx, query),
});
