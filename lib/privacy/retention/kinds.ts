import { Prisma } from '../../db';
import type { RetainedKind } from '../schemas';

const { sql } = Prisma;

/** How a kind of data that has grown old is found and let go. */
export type Retained = {
  /** Rows that are older than a moment: behind FROM, the table as `t`. */
  old: (before: Date) => Prisma.Sql;
  /** One bite; answers with the statement that takes at most so many away. */
  drop: (before: Date, bite: number) => Prisma.Sql;
};

/** Whose wish it was not to be mailed stays: it holds for the address, whoever comes with it. */
const isGone = (before: Date): Prisma.Sql => sql`t.deleted_at < ${before} AND t.consent_state <> 'withdrawn'
  AND NOT EXISTS (SELECT FROM list_items i WHERE i.record_id = t.id AND i.unsubscribed_at IS NOT NULL)`;

const bySize = (
  read: Prisma.Sql,
  id: Prisma.Sql,
  isOld: (before: Date) => Prisma.Sql,
  drop: Prisma.Sql,
): Retained => ({
  old: (before) => sql`${read} WHERE ${isOld(before)}`,
  drop: (before, bite) =>
    sql`${drop} WHERE (${id}) IN (SELECT ${id} ${read} WHERE ${isOld(before)} LIMIT ${bite})`,
});

/** In the order in which they are shown. What is kept for the law, consent and the audit log, is none of them. */
export const retained = {
  sent_values: bySize(
    sql`FROM planned_changes t`,
    sql`t.wave_id, t.n`,
    (before) =>
      sql`(t.settled_at < ${before} OR (t.outcome = 'skipped' AND EXISTS (SELECT FROM waves w WHERE w.id = t.wave_id AND w.finished_at < ${before})))
        AND (t.wanted_values IS NOT NULL OR t.held_values IS NOT NULL OR t.reason_text IS NOT NULL)`,
    sql`UPDATE planned_changes t SET wanted_values = NULL, held_values = NULL, reason_text = NULL`,
  ),
  run_logs: bySize(
    sql`FROM sync_run_logs t`,
    sql`t.id`,
    (before) => sql`t.at < ${before}`,
    sql`DELETE FROM sync_run_logs t`,
  ),
  refused_rows: bySize(
    sql`FROM csv_import_rows t`,
    sql`t.import_id, t.row_number`,
    (before) =>
      sql`EXISTS (SELECT FROM csv_imports i WHERE i.id = t.import_id AND i.finished_at < ${before})`,
    sql`DELETE FROM csv_import_rows t`,
  ),
  waiting_files: bySize(
    sql`FROM csv_imports t`,
    sql`t.id`,
    (before) => sql`t.state IN ('uploading', 'uploaded') AND t.created_at < ${before}`,
    sql`DELETE FROM csv_imports t`,
  ),
  events: bySize(
    sql`FROM record_events t`,
    sql`t.id`,
    (before) => sql`t.at < ${before}`,
    sql`DELETE FROM record_events t`,
  ),
  histories: bySize(
    sql`FROM record_changes t`,
    sql`t.id`,
    (before) => sql`t.at < ${before} AND t.field NOT IN ('consentState', 'consentAt')`,
    sql`DELETE FROM record_changes t`,
  ),
  deleted_records: {
    old: (before) => sql`FROM crm_records t WHERE ${isGone(before)}`,
    drop: (before, bite) => sql`
      WITH old AS MATERIALIZED (SELECT t.id FROM crm_records t WHERE ${isGone(before)} LIMIT ${bite}),
      items AS (DELETE FROM list_items i USING old WHERE i.record_id = old.id),
      merges AS (DELETE FROM record_merges m USING old WHERE m.winner_id = old.id OR m.loser_id = old.id)
      DELETE FROM crm_records t USING old WHERE t.id = old.id`,
  },
} satisfies Record<RetainedKind, Retained>;
