import type { z } from 'zod';
import type { Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';

/** A list of fewer people is counted at every look. */
export const largeList = 50_000;
/** Counting a large list takes at most this share of the time. */
const share = 1 / 20;
const longestCountMs = 60_000;

type Counted<T> = {
  /** One figure of a list has one kind. */
  kind: string;
  /** What else it depends on: the day, the connection. */
  basis: string;
  schema: z.ZodType<T>;
  count: (tx: Tx) => Promise<T>;
};

type ListToCount = { id: bigint; memberCount: number; evaluatedAt: Date | null };

/**
 * A figure that needs a look at everyone on a list. Of a large list the last count is shown for twenty times as long as counting took, unless
 * the list was evaluated since. Whoever finds it older counts; everybody else meanwhile gets the one before, so that ten readers count once.
 */
export async function readKeptCount<T>(
  ctx: Context,
  list: ListToCount,
  figure: Counted<T>,
): Promise<{ value: T; countedAt: Date }> {
  if (list.memberCount < largeList)
    return { value: await inTransaction(ctx, figure.count), countedAt: ctx.now() };
  const kept = await findKept(ctx.db.prisma, list, figure);
  if (kept && isFresh(ctx, list, kept)) return kept;
  return inTransaction(ctx, async (tx) => {
    const free = await takePlace(tx, list.id, figure.kind, kept === null);
    const newer = await findKept(tx, list, figure);
    if (newer && (!free || isFresh(ctx, list, newer))) return newer;
    return countAndKeep(ctx, tx, list.id, figure);
  });
}

type Countable<T> = Omit<Counted<T>, 'schema'>;

/** Counts a figure and keeps it, for who reads it with `readCountedAhead`. */
export const keepCount = <T>(ctx: Context, listId: bigint, figure: Countable<T>): Promise<unknown> =>
  inTransaction(ctx, (tx) => countAndKeep(ctx, tx, listId, figure));

/** The last count of a figure that a job counts, however old; null before the first. */
export async function readCountedAhead<T>(
  ctx: Context,
  listId: bigint,
  { kind, schema }: Pick<Counted<T>, 'kind' | 'schema'>,
): Promise<{ value: T; countedAt: Date } | null> {
  const row = await ctx.db.prisma.listCount.findUnique({ where: { listId_kind: { listId, kind } } });
  const value = schema.safeParse(row?.value);
  return row !== null && value.success ? { value: value.data, countedAt: row.countedAt } : null;
}

async function countAndKeep<T>(
  ctx: Context,
  tx: Tx,
  listId: bigint,
  { kind, basis, count }: Countable<T>,
): Promise<{ value: T; countedAt: Date }> {
  const began = performance.now();
  const value = await count(tx);
  const tookMs = Math.ceil(performance.now() - began);
  const countedAt = ctx.now();
  const row = { basis, value: value as Prisma.InputJsonValue, countedAt, tookMs };
  await tx.listCount.upsert({
    where: { listId_kind: { listId, kind } },
    create: { listId, kind, ...row },
    update: row,
  });
  return { value, countedAt };
}

type Kept<T> = { value: T; countedAt: Date; tookMs: number };

async function findKept<T>(
  tx: Pick<Tx, 'listCount'>,
  { id }: ListToCount,
  { kind, basis, schema }: Counted<T>,
): Promise<Kept<T> | null> {
  const row = await tx.listCount.findUnique({ where: { listId_kind: { listId: id, kind } } });
  if (row === null || row.basis !== basis) return null;
  const value = schema.safeParse(row.value);
  return value.success ? { value: value.data, countedAt: row.countedAt, tookMs: row.tookMs } : null;
}

const isFresh = (ctx: Context, { evaluatedAt }: ListToCount, { countedAt, tookMs }: Kept<unknown>): boolean =>
  ctx.now().getTime() - countedAt.getTime() < tookMs / share &&
  (evaluatedAt === null || evaluatedAt <= countedAt);

/** One counts at a time. With nothing to show meanwhile the others wait for the count that is under way, and find it. */
async function takePlace(tx: Tx, listId: bigint, kind: string, wait: boolean): Promise<boolean> {
  const key = Prisma.sql`hashtext(${`list-count:${kind}`}::text), hashtext(${String(listId)}::text)`;
  if (wait) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${key})`;
    return true;
  }
  const [row] = await tx.$queryRaw<{ free: boolean }[]>`SELECT pg_try_advisory_xact_lock(${key}) AS free`;
  return row?.free === true;
}

const inTransaction = <T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> =>
  ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(longestCountMs)}, true)`;
      return work(tx);
    },
    { timeout: 1.5 * longestCountMs },
  );
