import { defineRoute } from '@/app/_server/define-route';
import { attachmentHeader } from '@/lib/csv';
import { exportMapping } from '@/lib/data-fields';
import { MappingRef } from '@/lib/data-fields/schemas';

/** A mapping as a file that another account can read. */
export const GET = defineRoute({
  query: MappingRef,
  run: async (ctx, { query }) =>
    new Response(`${JSON.stringify(await exportMapping(ctx, query), null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': attachmentHeader(`mapping-of-${query.entity}s.json`),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    }),
});
