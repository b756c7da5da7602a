import type { Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { permit } from '../../permissions';
import { basisOf, keepPeople, shownUnder } from './people-sql';
import { maxCountedAtOnce } from './read-people';

const { sql } = Prisma;

/**
 * Counts the people of marketing campaigns that are too large to be counted while a page is asked for and that have changed since, or were
 * never counted. Each in a transaction of its own; safe to repeat, to overlap and to be killed: a count belongs to the revisions beside it.
 */
export async function countMarketingPeople(
  ctx: Context & { signal: AbortSignal },
): Promise<{ isDone: boolean }> {
  permit(ctx, 'campaigns.write');
  const tried = new Set<bigint>();
  while (!ctx.signal.aborted) {
    const due = (await findUncountedPeople(ctx.db.prisma)).filter((id) => !tried.has(id));
    if (due.length === 0) return { isDone: true };
    for (const id of due) {
      if (ctx.signal.aborted) return { isDone: false };
      tried.add(id);
      await ctx.db.prisma.$transaction((tx) => tx.$executeRaw(keepPeople(id, ctx.now())), {
        timeout: 600_000,
      });
    }
  }
  return { isDone: false };
}

export const arePeopleUncounted = async (ctx: Context): Promise<boolean> =>
  (await findUncountedPeople(ctx.db.prisma)).length > 0;

async function findUncountedPeople(tx: Tx): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT m.id FROM marketing_campaigns m LEFT JOIN marketing_campaign_people k ON k.marketing_campaign_id = m.id
    WHERE m.merged_into_id IS NULL AND (SELECT sum(t.recipient_count) FROM ${shownUnder(sql`m.id`)}) > ${maxCountedAtOnce}
      AND k.counted_of IS DISTINCT FROM ${basisOf(sql`m.id`)}
    ORDER BY k.counted_at NULLS FIRST, m.id DESC LIMIT 20`;
  return rows.map(({ id }) => id);
}
