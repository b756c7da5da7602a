import { defineRoute } from '@/app/_server/define-route';
import { checkBookName } from '@/lib/address-books';
import { BookNameQuery } from '@/lib/address-books/schemas';

/** Whether a new book may be called so, while somebody types. */
export const GET = defineRoute({
  query: BookNameQuery,
  run: (ctx, { query }) => checkBookName(ctx, query),
});
