import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { listPrograms } from '@/lib/automations';
import { ProgramsInput } from '@/lib/automations/schemas';

/** Programs of an account, as Dotdigital has them now. */
export const GET = defineRoute({
  query: ProgramsInput,
  run: (ctx, { query }) => withDotdigital(ctx, query.integrationId, (client) => listPrograms(ctx, client)),
});
