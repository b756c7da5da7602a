import { awaitsApproval } from '../connections/live-connection';
import { visibleLists, visibleRow, type Context } from '../context';
import { defineGrid, Prisma, type Asked, type GridQuery } from '../db';

const { sql } = Prisma;

/** What the person was called when it was planned; of runs that did not keep it, what they are called now. */
export const nameThen = sql`coalesce(p.name, nullif(concat_ws(' ', r.first_name, r.last_name), ''))`;
export const outcomeSql = sql`CASE WHEN ${awaitsApproval} THEN 'awaiting_approval' ELSE coalesce(p.outcome, 'under_way') END`;

/** What a row's cause is grouped by: Dotdigital's own words where we have none. */
export const causeOfRow = sql`coalesce(CASE WHEN p.reason_code = 'other' THEN p.reason_text END, p.reason_code,
  CASE WHEN p.outcome IN ('skipped', 'rejected') THEN 'other' END)`;

/** The rows of an export run, one per person who may be seen. */
export const outcomeGrid = defineGrid<{ ctx: Context; runId: bigint }>()({
  from: ({ ctx }) => sql`
    waves w JOIN planned_changes p ON p.wave_id = w.id
    JOIN connections c ON c.id = w.connection_id JOIN marketing_lists l ON l.id = c.list_id AND ${visibleLists(ctx)}
    LEFT JOIN export_batches e ON e.id = p.batch_id
    LEFT JOIN crm_records r ON r.id = p.record_id`,
  where: ({ ctx, runId }) => sql`w.sync_run_id = ${runId} AND ${visibleRow(ctx, sql`p.email_key`)}`,
  id: sql`p.n`,
  ties: 'asc',
  columns: {
    n: { sql: sql`p.n`, sort: true },
    email: { sql: sql`coalesce(shown_address(p.email_key), p.email)`, sort: true, nullable: true },
    outcome: { sql: outcomeSql, filter: 'choice' },
    action: { sql: sql`p.action`, filter: 'choice' },
    reason: {
      filter: 'choice',
      where: ({ value }: Asked<'choice'>) => sql`${causeOfRow} = ANY(${value}::text[])`,
    },
  },
  search: [sql`shown_address(p.email_key)`, sql`p.email`, nameThen],
  defaultSort: { field: 'n', direction: 'asc' },
});
export type OutcomeQuery = GridQuery<typeof outcomeGrid>;
