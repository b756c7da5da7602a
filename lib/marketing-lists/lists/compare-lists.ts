import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { membersOf } from '@/lib/standing';
import { runRead } from '@/lib/db';
import type { CompareLists, ListComparison } from '../schemas';

const { sql } = Prisma;
const tooSlow = 'Comparing the two lists took over 30 s and was stopped. Try again when less is going on.';

/** How far two lists overlap: by record, or by address where they hold different records. */
export async function compareLists(
  ctx: Context,
  input: CompareLists,
  signal?: AbortSignal,
): Promise<ListComparison> {
  permit(ctx, 'lists.read');
  const [a, b] = await Promise.all([
    fetchSeenList(ctx, ctx.db.prisma, listKey(input.a)),
    fetchSeenList(ctx, ctx.db.prisma, listKey(input.b)),
  ]);
  const by = a.entity === b.entity ? 'record' : 'address';
  const key = by === 'record' ? sql`r.id` : sql`r.email_key`;
  const keys = (id: bigint): Prisma.Sql =>
    sql`SELECT ${by === 'address' ? sql`DISTINCT` : sql``} ${key} AS key FROM ${membersOf(id)} WHERE ${key} IS NOT NULL`;
  const [counts] = await runRead(ctx, { signal, timeoutMs: 30_000, tooSlow }, (ask) =>
    ask<{ both: string; onlyA: string; onlyB: string }>(sql`
      SELECT count(*) FILTER (WHERE a.key = b.key) AS both, count(*) FILTER (WHERE b.key IS NULL) AS "onlyA", count(*) FILTER (WHERE a.key IS NULL) AS "onlyB"
      FROM (${keys(a.id)}) a FULL JOIN (${keys(b.id)}) b ON b.key = a.key`),
  );
  const [both, onlyA, onlyB] = [
    Number(counts?.both ?? 0),
    Number(counts?.onlyA ?? 0),
    Number(counts?.onlyB ?? 0),
  ];
  const side = (list: typeof a, only: number) => ({
    id: String(list.id),
    name: list.name,
    count: both + only,
  });
  return { by, a: side(a, onlyA), b: side(b, onlyB), both, onlyA, onlyB };
}
