import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { listWhoLeft } from '@/lib/connections';
import { idText, plainText } from '@/lib/text';

const Query = z.object({ id: idText, after: plainText.max(400).nullable().default(null) });

/** Whom somebody took off the book, or deleted, at Dotdigital. */
export const GET = defineRoute({
  query: Query,
  run: (ctx, { query }) => listWhoLeft(ctx, { ...query, limit: 100 }),
});
