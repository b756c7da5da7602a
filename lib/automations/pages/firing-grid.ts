import { visibleRecords, type Context } from '@/lib/context';
import { defineGrid, Prisma, type GridQuery } from '@/lib/db';
import { personName } from '@/lib/marketing-lists';

const { sql } = Prisma;

type Scope = { ctx: Context; automationId: bigint };

/** The people of one automation who may be seen, with what became of each. */
export const firingGrid = defineGrid<Scope>()({
  from: sql`automation_firings f JOIN crm_records r ON r.id = f.record_id`,
  where: ({ ctx, automationId }: Scope) =>
    sql`f.automation_id = ${automationId}::bigint AND ${visibleRecords(ctx)}`,
  id: sql`f.id`,
  columns: {
    name: { sql: sql`lower(${personName})`, sort: true },
    state: { sql: sql`f.state::text`, sort: true, filter: 'choice' },
    eventAt: { sql: sql`f.event_at`, sort: true },
    settledAt: { sql: sql`f.settled_at`, sort: true, nullable: true },
    attempts: { sql: sql`f.attempt_count`, sort: true },
  },
  search: [personName, sql`r.email`],
  defaultSort: { field: 'eventAt', direction: 'desc' },
});
export type FiringQuery = GridQuery<typeof firingGrid>;
