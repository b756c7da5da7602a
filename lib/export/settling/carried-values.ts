import { Prisma } from '../../db';
import type { Batch } from '../next-step';

const { sql } = Prisma;

/** What a file carried of a planned change `p`, as jsonb; the rest of the person's values goes in another one. */
export function carried({ policies, keptFields }: Pick<Batch, 'policies' | 'keptFields'>): Prisma.Sql {
  const which = {
    clear: sql`jsonb_typeof(e.value) = 'string' AND e.key <> ALL(${keptFields}::text[])`,
    keep: sql`jsonb_typeof(e.value) = 'string' AND e.key = ANY(${keptFields}::text[])`,
    fill: sql`jsonb_typeof(e.value) = 'object'`,
  }[policies[0] ?? 'clear'];
  return sql`(SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') FROM jsonb_each(p.wanted_values) e WHERE ${which})`;
}
