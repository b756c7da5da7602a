import type { Context } from '@/lib/context';
import { likePattern } from '@/lib/db';
import { permit } from '@/lib/permissions';

const most = 50;

/** Tags whose name contains a text, by name: what a filter or a tag field offers. */
export async function listTags(
  ctx: Context,
  { q = '' }: { q?: string } = {},
): Promise<{ id: string; name: string }[]> {
  permit(ctx, 'crm.read');
  const tags = await ctx.db.prisma.$queryRaw<{ id: bigint; name: string }[]>`
    SELECT t.id, t.name FROM tags t WHERE lower(t.name) LIKE lower(${likePattern(q.trim())}) ORDER BY lower(t.name), t.id LIMIT ${most}`;
  return tags.map(({ id, name }) => ({ id: String(id), name }));
}

/** The names behind ids that a grid's address holds; what isn't a tag any more is left out. */
export async function nameTags(
  ctx: Context,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  permit(ctx, 'crm.read');
  const known = ids.filter((id) => /^\d{1,18}$/.test(id)).map(BigInt);
  const tags =
    known.length === 0
      ? []
      : await ctx.db.prisma.tag.findMany({ where: { id: { in: known } }, orderBy: { name: 'asc' } });
  return tags.map(({ id, name }) => ({ id: String(id), name }));
}
