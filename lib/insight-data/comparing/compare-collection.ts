import type { FlowContext } from '@/lib/context';
import { Prisma, setLocal } from '@/lib/db';
import { ofCollection, tryLockComparing, type Ref } from '../internal';
import { type Wanted, wantedItems, wantedOf } from './documents';

const { raw, sql } = Prisma;

const timeoutMs = 60_000;

export type Compared = { toSend: number; toDelete: number };

/**
 * What Dotdigital is to hold against what it is known to hold, in one statement: what is new or differs waits, what is wanted no more
 * leaves. Where nothing changed nothing is written. What is on its way is left to its end. Safe to repeat, to overlap, to be killed.
 */
export async function compareCollection(ctx: FlowContext, ref: Ref): Promise<Compared> {
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const nothing = { toSend: 0, toDelete: 0 };
      if (!(await tryLockComparing(tx, ref))) return nothing;
      const collection = await tx.insightCollection.findUnique({ where: { integrationId_kind: ref } });
      if (!collection?.active) return nothing;
      for (const set of setLocal({ statement_timeout: timeoutMs })) await tx.$executeRaw(raw(set));
      const [found = nothing] = await tx.$queryRaw<Compared[]>(
        compareSql(ctx.now(), await wantedOf(tx, ref)),
      );
      const isAsked =
        collection.askedAt !== null &&
        !(collection.comparedAt && collection.comparedAt >= collection.askedAt);
      if (isAsked || found.toSend + found.toDelete > 0)
        await tx.insightCollection.update({
          where: { integrationId_kind: ref },
          data: { comparedAt: ctx.now() },
        });
      return found;
    },
    { timeout: timeoutMs + 10_000, maxWait: 20_000 },
  );
}

/**
 * Under another contact a key can't be written over: what moved is deleted first, and sent when it is gone. What is leaving leaves
 * whatever happens meanwhile, since its deletion may be under way.
 */
function compareSql(now: Date, wanted: Wanted): Prisma.Sql {
  const { integrationId, kind } = wanted;
  const at = sql`${now}::timestamptz`;
  return sql`
    WITH judged AS MATERIALIZED (
      SELECT * FROM (
        SELECT coalesce(w.key, i.key) AS key, w.purchase_id, w.record_id, w.email_key, i.state, CASE
            WHEN i.key IS NULL THEN 'make'
            WHEN i.state NOT IN ('in_step', 'failed', 'waiting') THEN NULL
            WHEN w.key IS NULL THEN CASE WHEN i.may_be_there THEN 'leave' ELSE 'drop' END
            WHEN i.email_key <> w.email_key THEN CASE WHEN i.may_be_there THEN 'leave' ELSE 'send' END
            WHEN i.state = 'in_step' AND i.held_hash IS DISTINCT FROM w.hash OR i.state = 'failed' AND i.refused_hash IS DISTINCT FROM w.hash THEN 'send' END AS action
        FROM (${wantedItems(wanted)}) w FULL JOIN (SELECT i.* FROM insight_items i WHERE ${ofCollection(wanted, 'i')}) i ON i.key = w.key) j
      WHERE j.action IS NOT NULL),
    made AS (
      INSERT INTO insight_items (integration_id, kind, key, purchase_id, record_id, email_key, state_at)
      SELECT ${integrationId}::bigint, ${kind}::text::insight_kind, j.key, j.purchase_id, j.record_id, j.email_key, ${at} FROM judged j WHERE j.action = 'make'
      ON CONFLICT DO NOTHING RETURNING 1),
    changed AS (
      UPDATE insight_items i SET state = (CASE j.action WHEN 'leave' THEN 'leaving' ELSE 'waiting' END)::insight_item_state,
        email_key = CASE j.action WHEN 'leave' THEN i.email_key ELSE j.email_key END, purchase_id = coalesce(j.purchase_id, i.purchase_id),
        record_id = coalesce(j.record_id, i.record_id), attempt_count = 0, next_try_at = NULL, reason_code = NULL, reason_text = NULL, state_at = ${at}
      FROM judged j WHERE ${ofCollection(wanted, 'i')} AND i.key = j.key AND i.state = j.state AND j.action IN ('send', 'leave') RETURNING j.action),
    dropped AS (
      DELETE FROM insight_items i USING judged j
      WHERE ${ofCollection(wanted, 'i')} AND i.key = j.key AND i.state = j.state AND j.action = 'drop' RETURNING 1)
    SELECT ((SELECT count(*) FROM made) + (SELECT count(*) FROM changed WHERE action = 'send'))::int AS "toSend",
      ((SELECT count(*) FROM changed WHERE action = 'leave') + (SELECT count(*) FROM dropped))::int AS "toDelete"`;
}
