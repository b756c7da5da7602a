import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { readAccountOffer } from '@/lib/sending';
import { AccountInput } from '@/lib/sending/schemas';

/** From addresses and templates, as Dotdigital has them now. */
export const GET = defineRoute({
  query: AccountInput,
  run: (ctx, { query }) =>
    withDotdigital(ctx, query.integrationId, (client) => readAccountOffer(ctx, client)),
});
