import type { Context } from '../../context';
import { countOf, countRows, runRead, type GridQuestion } from '../../db';
import { inMemory } from './in-memory';
import type { RecipientQuery } from './recipient-grid';

/** How many people a question of the grid finds. */
export async function countPeople(
  ctx: Context,
  question: GridQuestion,
  { filters }: RecipientQuery,
): Promise<number> {
  if (!filters.some(({ field }) => field === 'part')) return countRows(ctx.db.prisma, question);
  const [row] = await runRead(ctx, inMemory, (ask) => ask<{ count: string }>(countOf(question)));
  return Number(row?.count);
}
