import type { FlowContext } from '@/lib/context';
import { isFree, Prisma, wasCutOff, type Db } from '@/lib/db';
import { ofCollection, type Ref } from '../internal';
import type { InsightKind } from '../schemas';
import { collectionLease } from './collection-lease';

const { sql } = Prisma;

/** Requests under way at once. */
export const maxUnderWay = 4;
const lookEveryMs = 30_000;

/** A comparison rests so many times as long as the last one took. */
const restFactor = 20;

/** When each was compared last by this process, and what it cost. It is kept nowhere else: comparing twice does nothing. */
const looked = new WeakMap<Db, Map<string, number>>();
const costs = new WeakMap<Db, Map<string, number>>();

const keyOf = ({ integrationId, kind }: Ref): string => `${integrationId}.${kind}`;

export function noteCost(db: Db, ref: Ref, ms: number): void {
  const known = costs.get(db) ?? new Map<string, number>();
  costs.set(db, known.set(keyOf(ref), ms));
}

export type DueInsight = Ref & { compare: boolean; wasCutOff: boolean };

/** Something has to be asked of Dotdigital now. Over insight_collections c. */
const isToDo = (now: Date): Prisma.Sql => sql`
  ((c.retry_at IS NULL OR c.retry_at <= ${now}::timestamptz) AND (
    EXISTS (SELECT FROM insight_batches b WHERE b.integration_id = c.integration_id AND b.kind = c.kind AND b.state IN ('sending', 'accepted')
      AND b.next_step_at <= ${now}::timestamptz)
    OR c.active AND EXISTS (SELECT FROM insight_items i WHERE i.integration_id = c.integration_id AND i.kind = c.kind AND i.state = 'leaving'
      AND (i.next_try_at IS NULL OR i.next_try_at <= ${now}::timestamptz))
    OR c.active AND EXISTS (SELECT FROM insight_items i WHERE i.integration_id = c.integration_id AND i.kind = c.kind AND i.state = 'waiting'
        AND (i.next_try_at IS NULL OR i.next_try_at <= ${now}::timestamptz))
      AND (SELECT count(*) FROM insight_batches b WHERE b.integration_id = c.integration_id AND b.kind = c.kind AND b.state IN ('sending', 'accepted')) < ${maxUnderWay}))`;

export async function hasWork(ctx: Pick<FlowContext, 'db' | 'now'>, ref: Ref): Promise<boolean> {
  const [row] = await ctx.db.prisma.$queryRaw<{ is: boolean }[]>`
    SELECT ${isToDo(ctx.now())} AS is FROM insight_collections c WHERE ${ofCollection(ref, 'c')}`;
  return row?.is ?? false;
}

/** Collections of active accounts with something to do, those that somebody wants compared, and those that weren't for a while. */
export async function findDueInsight(ctx: Pick<FlowContext, 'db' | 'now'>): Promise<DueInsight[]> {
  const times = looked.get(ctx.db) ?? new Map<string, number>();
  looked.set(ctx.db, times);
  type Row = {
    integrationId: bigint;
    kind: InsightKind;
    active: boolean;
    isAsked: boolean;
    isToDo: boolean;
    wasCutOff: boolean;
  };
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT c.integration_id AS "integrationId", c.kind::text, c.active, c.active AND coalesce(c.asked_at > c.compared_at, c.asked_at IS NOT NULL) AS "isAsked",
      ${isFree(collectionLease, 'c')} AND ${isToDo(ctx.now())} AS "isToDo", ${wasCutOff(collectionLease, 'c')} AS "wasCutOff"
    FROM insight_collections c JOIN integrations n ON n.id = c.integration_id AND n.active AND n.deleted_at IS NULL ORDER BY 1, 2`;
  const now = ctx.now().getTime();
  return rows.flatMap(({ active, isAsked, isToDo: isDue, ...due }) => {
    const key = keyOf(due);
    const restMs = Math.max(lookEveryMs, restFactor * (costs.get(ctx.db)?.get(key) ?? 0));
    // A clock that was set back is far away too.
    const isLong = active && Math.abs(now - (times.get(key) ?? 0)) >= restMs;
    if (isLong) times.set(key, now);
    const compare = isLong || isAsked;
    return compare || isDue ? [{ ...due, compare }] : [];
  });
}
