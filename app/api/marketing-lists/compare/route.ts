import { defineRoute } from '@/app/_server/define-route';
import { compareLists } from '@/lib/marketing-lists';
import { CompareLists } from '@/lib/marketing-lists/schemas';

export const GET = defineRoute({
  query: CompareLists,
  run: (ctx, { query, request }) => compareLists(ctx, query, request.signal),
});
