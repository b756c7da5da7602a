import { Prisma, type Tx } from '../../db';
import { valuesHash } from '../../data-fields';
import { factsOfEveryone, marketingStandingOf, mayBeMailed } from '../../standing';
import type { ExportTarget } from '../load-target';
import { countPlan, planChanges } from './plan-changes';
import type { PlanCounts } from '../schemas';

const { sql } = Prisma;

/** The kind of a wave that turns an earlier one round. */
export const undoKind = 'undo';

/** A row `p` of a wave, with the record `r` that still has its address; without one the address alone is judged. */
export const recordOfRow = sql`
  LEFT JOIN crm_records x ON x.id = p.record_id AND x.deleted_at IS NULL AND x.email_key = p.email_key
  CROSS JOIN LATERAL (SELECT x.id, p.email_key AS email_key, x.consent_state) r`;

/** Why someone whom an undo would put back, or set back, is left as they are; NULL: nothing speaks against it. Lists are not asked: the undo goes against them. */
export const againstReturn = (action: Prisma.Sql): Prisma.Sql => sql`
  CASE WHEN ${action} = 'add' AND r.id IS NULL THEN 'no_record_now' ELSE ${marketingStandingOf('email')} END`;

/**
 * What turns a wave round, in the temporary table plan_rows of this transaction: out goes whom it put in, back comes whom it took out, values
 * are set back where the book still holds what it sent. Wishes recorded here go first, as in every wave. It reads only.
 */
export async function planUndo(tx: Tx, target: ExportTarget, waveId: bigint): Promise<PlanCounts> {
  const scope = { ...target, mode: 'opt-outs' as const, ownsMemory: true };
  await planChanges(tx, scope);
  await tx.$executeRaw`UPDATE plan_files SET policies = '{clear}', kept_fields = '{}'`;
  const facts = factsOfEveryone({
    listId: target.listId,
    account: target,
    wantedHash: null,
  });
  // People of one file have the same fields: those that are set back.
  await tx.$executeRaw`
    INSERT INTO plan_rows (action, email_key, email, name, record_id, wanted_hash, wanted_values, held_values, reason_code, reason_text, bytes, filled_by_rivals)
    WITH ${facts.with},
    judged AS (
      SELECT p.email_key, p.email, p.name, p.record_id, b.held_values, back.vals, back.names, back.left_as_is,
        CASE p.outcome WHEN 'added' THEN 'remove' WHEN 'removed' THEN 'add' WHEN 'updated' THEN 'update' END AS action,
        CASE
          WHEN EXISTS (SELECT FROM plan_rows o WHERE o.email_key = p.email_key) THEN 'opted_out'
          WHEN p.outcome = 'unsubscribed' THEN 'was_unsubscribed'
          WHEN p.action = 'rename' THEN 'address_stays'
          WHEN p.outcome = 'added' THEN CASE WHEN ${isOursAndIn} THEN NULL ELSE 'left_since' END
          WHEN p.outcome = 'removed' THEN CASE
            WHEN p.reason_code = 'not_at_dotdigital' THEN 'not_at_dotdigital'
            WHEN b.present THEN 'in_book_again'
            ELSE ${againstReturn(sql`'add'`)} END
          WHEN NOT ${isOursAndIn} THEN 'left_since'
          WHEN back.vals IS NULL THEN CASE WHEN back.is_unknown THEN 'unknown_before' ELSE 'changed_since' END
          ELSE ${againstReturn(sql`'update'`)} END AS skip
      FROM planned_changes p ${recordOfRow}
      ${facts.joins}
      CROSS JOIN LATERAL (${setBack}) back
      WHERE p.wave_id = ${waveId} AND p.outcome IN ('added', 'updated', 'removed', 'unsubscribed')
        AND (p.outcome <> 'updated' OR back.is_changed) OFFSET 0)
    SELECT coalesce(CASE WHEN skip IS NOT NULL THEN 'skip' END, action), email_key, email, name, record_id,
      CASE WHEN skip IS NULL AND action <> 'remove' THEN ${valuesHash(sql`coalesce(held_values, '{}') || ${wanted}`)} END,
      CASE WHEN skip IS NULL AND action <> 'remove' THEN ${wanted} END,
      CASE WHEN skip IS NULL THEN held_values END,
      coalesce(skip, CASE WHEN action = 'update' AND left_as_is IS NOT NULL THEN 'set_back_in_part' END),
      CASE WHEN skip IS NULL AND action = 'update' THEN left_as_is END,
      CASE WHEN skip IS NULL AND action <> 'remove' THEN octet_length(${wanted}::text) + octet_length(email_key) + 8 ELSE 0 END,
      CASE WHEN skip IS NULL AND action = 'update' THEN names END
    FROM judged`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM plan_rows WHERE action <> 'unsubscribe'`;
  return countPlan(tx, scope, row?.count ?? 0);
}

/** Whoever is put back has the values that they left with: only the address is sent. */
const wanted = sql`(CASE action WHEN 'update' THEN vals ELSE '{}'::jsonb END)`;

const isOursAndIn = sql`(b.present IS TRUE AND b.put_there_by_us AND ${mayBeMailed(sql`d.status`)})`;

/**
 * Of a row's values those that the book still holds as they were sent, as they were before. What was only to fill an empty field, and what was
 * not known before, can't be told; what was changed since, here or there, stays.
 */
const setBack = sql`
  SELECT count(*) > 0 AS is_changed,
    jsonb_object_agg(v.name, v.before) FILTER (WHERE v.is_known AND v.stands) AS vals,
    string_agg(v.name, ',' ORDER BY v.name) FILTER (WHERE v.is_known AND v.stands) AS names,
    string_agg(v.name, ', ' ORDER BY v.name) FILTER (WHERE NOT (v.is_known AND v.stands)) AS left_as_is,
    bool_or(NOT v.is_known) AS is_unknown
  FROM (
    SELECT e.key AS name, p.held_values->e.key AS before,
      coalesce(jsonb_typeof(e.value) = 'string' AND jsonb_typeof(p.held_values->e.key) = 'string', false) AS is_known,
      coalesce(b.held_values->e.key = e.value, false) AND NOT coalesce(b.differs ? e.key, false) AS stands
    FROM jsonb_each(CASE WHEN p.outcome = 'updated' THEN p.wanted_values ELSE '{}' END) e
    WHERE p.held_values->e.key IS DISTINCT FROM e.value) v`;

/** Whom an undo takes out, puts back and sets back to what, in 32 characters: a yes holds for exactly this. */
export async function digestUndo(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ digest: string }[]>`
    SELECT md5(coalesce(string_agg(concat_ws(' ', action, email_key, wanted_values::text), ',' ORDER BY email_key COLLATE "C", action), '')) AS digest
    FROM plan_rows WHERE action IN ('add', 'update', 'remove')`;
  return row?.digest ?? '';
}
