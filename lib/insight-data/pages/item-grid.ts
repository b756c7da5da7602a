import { visibleRow, type Context } from '@/lib/context';
import { defineGrid, Prisma, type GridQuery } from '@/lib/db';

const { sql } = Prisma;

type Scope = { ctx: Context; integrationId: bigint };

/** Orders and carts that Dotdigital holds, or is to hold. */
export const insightGrid = defineGrid<Scope>()({
  from: sql`insight_items i LEFT JOIN crm_records r ON r.id = i.record_id`,
  where: ({ ctx, integrationId }: Scope) =>
    sql`i.integration_id = ${integrationId}::bigint AND ${visibleRow(ctx, sql`i.email_key`)}`,
  id: sql`i.id`,
  columns: {
    key: { sql: sql`i.key`, sort: true },
    kind: { sql: sql`i.kind::text`, sort: true, filter: 'choice' },
    email: { sql: sql`shown_address(i.email_key)`, sort: true },
    state: { sql: sql`i.state::text`, sort: true, filter: 'choice' },
    reason: { sql: sql`i.reason_code`, filter: 'text' },
    stateAt: { sql: sql`i.state_at`, sort: true },
    heldAt: { sql: sql`i.held_at`, sort: true, nullable: true },
  },
  search: [sql`i.key`, sql`shown_address(i.email_key)`],
  defaultSort: { field: 'stateAt', direction: 'desc' },
});
export type InsightQuery = GridQuery<typeof insightGrid>;
