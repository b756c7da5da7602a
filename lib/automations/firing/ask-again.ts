import type { FlowContext } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import { Prisma, type Tx } from '@/lib/db';
import { compileFilter, livingRecords, type ReadableFilter } from '@/lib/filters';
import type { StoredAutomation } from '../internal';
import type { AutomationDocument } from '../schemas';
import { factsOfPerson, standsAgainst } from '../stands-against';
import { triggerSql } from '../triggers/trigger-sql';

const { sql } = Prisma;

export type AskedAgain = {
  id: bigint;
  recordId: bigint;
  /** Dotdigital's, where it is known. */
  contactId: number | null;
  /** Why it isn't fired; null: nothing is against it. */
  reason: string | null;
};

type Asked = {
  row: StoredAutomation;
  automation: AutomationDocument;
  filter: ReadableFilter;
  limit: number;
};

/**
 * Whose time has come, oldest first, locked to the end of the transaction, each asked once more: whether it still is so, whether the
 * conditions hold, whether the person may be reached, and whether they have had enough. Those who are tried out are asked the last but one.
 */
export async function askAgain(
  ctx: Pick<FlowContext, 'now'>,
  tx: Tx,
  { row, automation, filter, limit }: Asked,
): Promise<AskedAgain[]> {
  const trigger = triggerSql(automation.trigger);
  const { cap } = automation.limits;
  const now = sql`${ctx.now()}::timestamptz`;
  const then = { from: sql`(f.event_at - interval '1 minute')`, to: sql`f.event_at` };
  const conditions = sql`(${livingRecords(automation.entity)} AND ${compileFilter(filter.root, filter.frame)})`;
  return tx.$queryRaw<AskedAgain[]>`
    WITH due AS MATERIALIZED (
      SELECT f.id, f.record_id, f.person_key, f.event_key, f.contact_id, f.event_at, f.due_at, starts_with(f.event_key, 'test:') AS is_test
      FROM automation_firings f
      WHERE f.automation_id = ${row.id}::bigint AND f.state = 'waiting' AND f.due_at <= ${now}
      ORDER BY f.due_at, f.id LIMIT ${limit} FOR UPDATE SKIP LOCKED),
    asked AS MATERIALIZED (
      SELECT f.id, f.record_id, f.person_key, f.due_at, f.is_test, coalesce(f.contact_id, n.dotdigital_id) AS contact_id, CASE
          WHEN r.deleted_at IS NOT NULL THEN 'deleted'
          WHEN NOT f.is_test AND NOT EXISTS (
            SELECT ${trigger.from(then)} WHERE ${trigger.of} AND ${trigger.key} = f.event_key AND ${trigger.holds}) THEN ${trigger.gone.code}::text
          WHEN NOT f.is_test AND NOT ${conditions} THEN 'conditions'
          ELSE ${standsAgainst(automation)} END AS reason
      FROM ${recordSource} JOIN due f ON f.record_id = r.id ${factsOfPerson(automation)}
      LEFT JOIN dotdigital_contacts n ON n.integration_id = ${row.integrationId}::bigint AND n.email_key = r.email_key)
    SELECT a.id, a.record_id AS "recordId", a.contact_id AS "contactId", ${
      cap === null
        ? sql`a.reason`
        : sql`CASE WHEN a.reason IS NOT NULL OR a.is_test THEN a.reason
            WHEN (SELECT count(*) FROM automation_firings x
                  WHERE x.person_key = a.person_key AND x.fired_at > ${now} - make_interval(days => ${cap.days}::int)
                    AND x.state IN ('sending', 'accepted', 'done', 'unknown'))
              + row_number() OVER (PARTITION BY a.person_key, a.reason ORDER BY a.due_at, a.id) > ${cap.count}::int THEN 'cap' END`
    } AS reason
    FROM asked a ORDER BY a.due_at, a.id`;
}

/** Those whom something stands against are done with, in the same transaction. */
export async function skip(
  ctx: Pick<FlowContext, 'now'>,
  tx: Tx,
  asked: readonly AskedAgain[],
): Promise<number> {
  const skipped = asked.flatMap(({ id, reason }) => (reason === null ? [] : [{ id: String(id), reason }]));
  if (skipped.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE automation_firings f SET state = 'skipped', reason_code = s.reason, reason_text = NULL, settled_at = ${ctx.now()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(skipped)}::json) s(id bigint, reason text)
    WHERE f.id = s.id AND f.state = 'waiting'`;
}
