import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { IntegrationIdInput } from '@/lib/connections/schemas';
import { listActivePrograms } from '@/lib/integrations';

/** The programs that run in an account now. */
export const GET = defineRoute({
  query: IntegrationIdInput,
  run: (ctx, { query }) =>
    withDotdigital(ctx, query.integrationId, (client) => listActivePrograms(ctx, client)),
});
