import { defineRoute } from '@/app/_server/define-route';
import { findMappingPeople } from '@/lib/data-fields';
import { FindPeopleInput } from '@/lib/data-fields/schemas';

/** Whom a mapping can be tried with. */
export const GET = defineRoute({
  query: FindPeopleInput,
  run: (ctx, { query }) => findMappingPeople(ctx, query),
});
