import type { FlowContext } from '@/lib/context';
import {
  DotdigitalError,
  type DotdigitalClient,
  type InsightApi,
  insightCollections,
} from '@/lib/dotdigital';
import { ofCollection } from '../internal';
import { changeCollection, type HeldCollection } from './collection-lease';

/** v3 takes so many keys of one person; v2 is asked key by key. */
const maxKeys = { v3: 5_000, v2: 20 };
const againMs = 60 * 60_000;

/**
 * Deletes at Dotdigital what is leaving, person by person. A row goes when its deletion was confirmed; one without an answer is deleted
 * once more, which changes nothing.
 */
export async function deleteLeaving(
  ctx: FlowContext,
  client: DotdigitalClient,
  held: HeldCollection & { api: InsightApi },
): Promise<void> {
  while (!ctx.signal.aborted) {
    const next = await nextPerson(ctx, held);
    if (!next) return;
    await deleteOf(ctx, client, held, next);
  }
}

type Leaving = { email: string; keys: string[] };

async function nextPerson(
  ctx: FlowContext,
  held: HeldCollection & { api: InsightApi },
): Promise<Leaving | null> {
  const [next] = await ctx.db.prisma.$queryRaw<Leaving[]>`
    WITH person AS (
      SELECT i.email_key FROM insight_items i
      WHERE ${ofCollection(held, 'i')} AND i.state = 'leaving' AND (i.next_try_at IS NULL OR i.next_try_at <= ${ctx.now()}::timestamptz)
      ORDER BY i.email_key LIMIT 1)
    SELECT p.email_key AS email, ARRAY(
      SELECT i.key FROM insight_items i
      WHERE ${ofCollection(held, 'i')} AND i.state = 'leaving' AND i.email_key = p.email_key
        AND (i.next_try_at IS NULL OR i.next_try_at <= ${ctx.now()}::timestamptz)
      ORDER BY i.key LIMIT ${maxKeys[held.api]}) AS keys
    FROM person p`;
  return next ?? null;
}

async function deleteOf(
  ctx: FlowContext,
  client: DotdigitalClient,
  held: HeldCollection & { api: InsightApi },
  { email, keys }: Leaving,
): Promise<void> {
  const { integrationId, kind } = held;
  const where = { integrationId, kind, emailKey: email, state: 'leaving' as const, key: { in: keys } };
  try {
    await client.deleteInsight({ api: held.api, name: insightCollections[kind].name }, email, keys);
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.kind !== 'refused') throw error;
    await changeCollection(ctx, held, (tx) =>
      tx.insightItem.updateMany({
        where,
        data: {
          nextTryAt: new Date(ctx.now().getTime() + againMs),
          reasonCode: 'refused',
          reasonText: error.userMessage,
        },
      }),
    );
    return;
  }
  await changeCollection(ctx, held, (tx) => tx.insightItem.deleteMany({ where }));
}
