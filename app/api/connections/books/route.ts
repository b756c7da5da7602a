import { defineRoute } from '@/app/_server/define-route';
import { listFreeAddressBooks } from '@/lib/address-books';
import { FreeAddressBooksQuery } from '@/lib/address-books/schemas';

/** Books that a list may be connected to. */
export const GET = defineRoute({
  query: FreeAddressBooksQuery,
  run: (ctx, { query }) => listFreeAddressBooks(ctx, query),
});
