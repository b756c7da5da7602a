import { defineRoute } from '@/app/_server/define-route';
import { previewPeople } from '@/lib/export';
import { PlanPeopleInput } from '@/lib/export/schemas';

/** Those whom a first sync would add, change, take out, leave out or leave alone. */
export const GET = defineRoute({
  query: PlanPeopleInput,
  run: (ctx, { query }) => previewPeople(ctx, query),
});
