import type { Context } from '../context';
import { permit } from '../permissions';
import { getIntegration } from './get-integration';
import type { IntegrationView } from './schemas';

/** Integrations by id, those behind `after` first. */
export async function pageIntegrations(
  ctx: Context,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ data: IntegrationView[]; nextCursor: string | null }> {
  permit(ctx, 'integrations.read');
  const found = await ctx.db.prisma.integration.findMany({
    where: { deletedAt: null, id: { gt: BigInt(after ?? 0) } },
    orderBy: { id: 'asc' },
    take: limit + 1,
    select: { id: true },
  });
  const ids = found.slice(0, limit).map(({ id }) => String(id));
  return {
    data: await Promise.all(ids.map((id) => getIntegration(ctx, { id }))),
    nextCursor: found.length > limit ? (ids.at(-1) ?? null) : null,
  };
}
