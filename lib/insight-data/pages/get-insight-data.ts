import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { fetchIntegration } from '../internal';
import {
  insightKinds,
  itemStates,
  type InsightCollectionView,
  type InsightItemState,
  type InsightKind,
} from '../schemas';

type Counted = { kind: InsightKind; state: InsightItemState; count: number };

/** How orders and carts of an account stand, whether they go out or not. */
export async function getInsightData(ctx: Context, integrationId: string): Promise<InsightCollectionView[]> {
  permit(ctx, 'insight.read');
  const { prisma } = ctx.db;
  const { id } = await fetchIntegration(prisma, integrationId);
  const [known, counted, batches] = await Promise.all([
    prisma.insightCollection.findMany({ where: { integrationId: id } }),
    prisma.$queryRaw<Counted[]>`
      SELECT kind::text, state::text, count(*)::int AS count FROM insight_items WHERE integration_id = ${id}::bigint GROUP BY 1, 2`,
    prisma.insightBatch.findMany({
      where: { integrationId: id, state: 'finished' },
      distinct: ['kind'],
      orderBy: { id: 'desc' },
    }),
  ]);
  return insightKinds.map((kind): InsightCollectionView => {
    const row = known.find((one) => one.kind === kind);
    const batch = batches.find((one) => one.kind === kind);
    const countOf = (state: InsightItemState): number =>
      counted.find((one) => one.kind === kind && one.state === state)?.count ?? 0;
    return {
      kind,
      active: row?.active ?? false,
      stateAt: row?.stateAt?.toISOString() ?? null,
      stateBy: row?.stateBy ?? null,
      api: row?.api === 'v3' || row?.api === 'v2' ? row.api : null,
      counts: Object.fromEntries(
        itemStates.map((state) => [state, countOf(state)]),
      ) as InsightCollectionView['counts'],
      comparedAt: row?.comparedAt?.toISOString() ?? null,
      isAsked: row?.askedAt != null && !(row.comparedAt && row.comparedAt >= row.askedAt),
      problem: row?.problem && row.retryAt ? { text: row.problem, retryAt: row.retryAt.toISOString() } : null,
      lastBatch: batch?.endedAt
        ? {
            sentAt: batch.sentAt.toISOString(),
            endedAt: batch.endedAt.toISOString(),
            rowCount: batch.rowCount,
            failedCount: batch.failedCount ?? 0,
          }
        : null,
    };
  });
}
