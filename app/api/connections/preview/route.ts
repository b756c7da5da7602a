import { defineRoute } from '@/app/_server/define-route';
import { previewFaces } from '@/lib/export';
import { PreviewInput } from '@/lib/export/schemas';

/** What a first sync would do, and with whom; nothing is sent or stored. */
export const GET = defineRoute({
  query: PreviewInput,
  run: (ctx, { query }) => previewFaces(ctx, query),
});
