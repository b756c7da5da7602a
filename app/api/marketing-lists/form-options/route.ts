import { defineRoute } from '@/app/_server/define-route';
import { readListFormOptions } from '@/lib/marketing-lists';
import { AskListFormOptions } from '@/lib/marketing-lists/schemas';

export const GET = defineRoute({
  query: AskListFormOptions,
  run: (ctx, { query }) => readListFormOptions(ctx, query),
});
