import { visibleLists, type Context } from '../../context';
import { permit } from '../../permissions';
import type { FoundSplit } from './audience-split';

/** How values are called by which an audience is told apart; those that are called as they are kept are left out. */
export async function nameParts(
  ctx: Context,
  { by }: FoundSplit,
  keys: readonly string[],
): Promise<Map<string, string>> {
  permit(ctx, 'crm.read');
  if (by.kind === 'tags') return new Map();
  if (by.kind === 'field') {
    const { choices = [], type } = by.field;
    const all = type === 'boolean' ? yesNo : choices;
    return new Map(all.map(({ value, label }) => [value, label]));
  }
  const lists = await ctx.db.prisma.$queryRaw<{ key: string; name: string }[]>`
    SELECT l.id::text AS key, l.name FROM marketing_lists l WHERE l.id::text = ANY(${[...keys]}::text[]) AND ${visibleLists(ctx)}`;
  return new Map(lists.map(({ key, name }) => [key, name]));
}

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];
