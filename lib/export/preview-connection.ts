import type { z } from 'zod';
import { lastListOfBook } from '../connections';
import { ConnectionOptions } from '../connections/schemas';
import type { Context } from '../context';
import type { Tx } from '../db';
import { readPlanMapping } from '../data-fields';
import { conflict } from '../errors';
import { fetchSeenList } from '../marketing-lists';
import { permit } from '../permissions';
import { evaluateForExport } from './evaluate-for-export';
import { countRemovedToday, guardRemovals } from './guard-removals';
import { planChanges } from './plan-changes';
import { reasonWord } from '../sync-runs';
import type { PlanCounts, PreviewInput, PreviewView } from './schemas';
import { fileLimits } from './stage-changes';

/** Rolls the transaction back with its answer: a preview leaves nothing behind. */
class Previewed extends Error {
  constructor(readonly view: PreviewView) {
    super('previewed');
  }
}

/** What the first sync would do, by the very plan that the sync makes. Nothing is sent and nothing is stored. */
export async function previewConnection(
  ctx: Context,
  input: z.output<typeof PreviewInput>,
): Promise<PreviewView> {
  permit(ctx, 'connections.read');
  const [listId, integrationId] = [BigInt(input.listId), BigInt(input.integrationId)];
  const addressBookId = input.addressBookId === null ? null : BigInt(input.addressBookId);
  const list = await fetchSeenList(ctx, ctx.db.prisma, listId);
  // Lists are kept current by their own schedule; one that isn't yet is evaluated for this.
  const isCurrent = list.evaluationState === 'fresh' && list.evaluatedVersion === list.version;
  const failure = isCurrent ? null : await evaluateForExport(ctx, listId);
  if (failure) throw conflict(failure);
  try {
    await ctx.db.prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = '60s'`;
        const last = addressBookId === null ? null : await lastListOfBook(tx, addressBookId);
        const ownsMemory = last === null || last === listId || input.takeOver;
        const scope = { listId, entity: list.entity, integrationId, addressBookId, ownsMemory };
        const counts = await planChanges(tx, { ...scope, mode: 'full' });
        throw new Previewed(await describe(ctx, tx, counts, scope));
      },
      { timeout: 90_000 },
    );
  } catch (error) {
    if (error instanceof Previewed) return error.view;
    throw error;
  }
  throw new Error('a preview always ends by rolling back');
}

type Scope = Parameters<typeof planChanges>[1];

async function describe(
  ctx: Context,
  tx: Tx,
  counts: PlanCounts,
  scope: Omit<Scope, 'mode'>,
): Promise<PreviewView> {
  const removedToday =
    scope.addressBookId === null ? 0 : await countRemovedToday(tx, scope.addressBookId, ctx.now());
  const hold = guardRemovals({ ...counts, removedToday, options: ConnectionOptions.parse({}) });
  const mapping = await readPlanMapping(tx, scope.integrationId, scope.entity);
  const [sizes] = await tx.$queryRaw<{ files: number }[]>`
    SELECT coalesce(ceil(sum(greatest(bytes, ${fileLimits.bytes / fileLimits.rows}::int))::numeric / ${fileLimits.bytes}), 0)::int
      * (SELECT cardinality(policies) FROM plan_files) AS files
    FROM plan_rows WHERE action IN ('add', 'update')`;
  const budget = await tx.apiBudget.findFirst({
    where: { integrationId: scope.integrationId, resetAt: { gt: ctx.now() } },
    orderBy: { remaining: 'asc' },
  });
  return {
    counts,
    reasons: Object.entries(counts.skippedBy)
      .map(([code, count]) => ({ code, label: reasonWord(code), count }))
      .sort((a, b) => b.count - a.count),
    leftByOthers: scope.ownsMemory ? 0 : counts.ours,
    hold: hold?.message ?? null,
    mappedFields: mapping.map(({ name }) => name),
    apiCalls: estimateCalls(counts, sizes?.files ?? 0),
    callsLeft: budget ? { remaining: budget.remaining, limit: budget.callLimit } : null,
    computedAt: ctx.now().toISOString(),
  };
}

/** A look at book and fields, uploads, a few questions for each, one bulk removal per thousand, one unsubscribe each, and pages of a thousand to learn ids. */
function estimateCalls(counts: PlanCounts, files: number): number {
  const learning = counts.add + counts.update > 0 ? Math.ceil((counts.add + counts.update) / 1000) + 1 : 0;
  return 2 + files * 5 + Math.ceil(counts.remove / 1000) * 2 + counts.unsubscribe + learning;
}
