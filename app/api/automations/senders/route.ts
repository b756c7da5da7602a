import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { listSenders } from '@/lib/automations';
import { ProgramsInput } from '@/lib/automations/schemas';

/** Addresses that an account may send from. */
export const GET = defineRoute({
  query: ProgramsInput,
  run: (ctx, { query }) => withDotdigital(ctx, query.integrationId, (client) => listSenders(ctx, client)),
});
