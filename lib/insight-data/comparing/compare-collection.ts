import type { FlowContext } from '@/lib/context';
import { Prisma, setLocal } from '@/lib/db';
import { ofCollection, tryLockComparing, type Ref } from '../internal';
import { hashOf, wantedDocuments } from './documents';

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
      const [found = nothing] = await tx.$queryRaw<Compared[]>(compareSql(ctx.now(), ref));
      const isAsked =
        collection.askedAt !== null && !(collection.comparedAt && collection.comparedAt > collection.askedAt);
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
function compareSql(now: Date, ref: Ref): Prisma.Sql {
  const { integrationId, kind } = ref;
  const at = sql`${now}::timestamptz`;
  const afresh = sql`attempt_count = 0, next_try_at = NULL, reason_code = NULL, reason_text = NULL, state_at = ${at}`;
  const unwanted = sql`NOT EXISTS (SELECT FROM wanted w WHERE w.key = i.key)`;
  return sql`
    WITH wanted AS MATERIALIZED (
      SELECT d.key, d.purchase_id, d.record_id, d.email_key, ${hashOf(sql`d.document`)} AS hash FROM (${wantedDocuments(ref)}) d),
    made AS (
      INSERT INTO insight_items (integration_id, kind, key, purchase_id, record_id, email_key, state_at)
      SELECT ${integrationId}::bigint, ${kind}::text::insight_kind, w.key, w.purchase_id, w.record_id, w.email_key, ${at} FROM wanted w
      WHERE NOT EXISTS (SELECT FROM insight_items i WHERE ${ofCollection(ref, 'i')} AND i.key = w.key)
      ON CONFLICT DO NOTHING RETURNING 1),
    moved AS (
      UPDATE insight_items i SET state = (CASE WHEN i.may_be_there THEN 'leaving' ELSE 'waiting' END)::insight_item_state,
        email_key = CASE WHEN i.may_be_there THEN i.email_key ELSE w.email_key END, record_id = w.record_id, purchase_id = w.purchase_id, ${afresh}
      FROM wanted w WHERE ${ofCollection(ref, 'i')} AND i.key = w.key AND i.state IN ('in_step', 'failed', 'waiting') AND i.email_key <> w.email_key
      RETURNING i.state),
    differs AS (
      UPDATE insight_items i SET state = 'waiting', record_id = w.record_id, purchase_id = w.purchase_id, ${afresh}
      FROM wanted w WHERE ${ofCollection(ref, 'i')} AND i.key = w.key AND i.email_key = w.email_key
        AND (i.state = 'in_step' AND i.held_hash IS DISTINCT FROM w.hash OR i.state = 'failed' AND i.refused_hash IS DISTINCT FROM w.hash)
      RETURNING 1),
    gone AS (
      UPDATE insight_items i SET state = 'leaving', ${afresh}
      WHERE ${ofCollection(ref, 'i')} AND i.state IN ('in_step', 'failed', 'waiting') AND i.may_be_there AND ${unwanted} RETURNING 1),
    dropped AS (
      DELETE FROM insight_items i
      WHERE ${ofCollection(ref, 'i')} AND i.state IN ('failed', 'waiting') AND NOT i.may_be_there AND ${unwanted} RETURNING 1)
    SELECT ((SELECT count(*) FROM made) + (SELECT count(*) FROM differs) + (SELECT count(*) FROM moved WHERE state = 'waiting'))::int AS "toSend",
      ((SELECT count(*) FROM gone) + (SELECT count(*) FROM dropped) + (SELECT count(*) FROM moved WHERE state = 'leaving'))::int AS "toDelete"`;
}
