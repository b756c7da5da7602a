import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { CrmEntity } from '@/lib/crm/schemas';
import { readListOptions } from '@/lib/marketing-lists';
import { listTypes } from '@/lib/marketing-lists/schemas';

/** `?changeable=true&type=manual&entity=contact`: lists that the person may put these people on. */
export const GET = defineRoute({
  query: z.object({
    entity: CrmEntity.optional(),
    type: z.enum(listTypes).optional(),
    changeable: z.enum(['true', 'false']).default('false'),
  }),
  run: (ctx, { query: { changeable, ...query } }) =>
    readListOptions(ctx, { ...query, changeable: changeable === 'true' }),
});
