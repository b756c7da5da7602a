import { type Context, recordAudit } from '../context';
import { conflict, notFound, stale } from '../errors';
import { permit } from '../permissions';
import type { UpdateMarketingCampaign } from './schemas';

export async function updateMarketingCampaign(
  ctx: Context,
  input: UpdateMarketingCampaign,
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.write');
  const id = BigInt(input.id);
  const { name, code, description } = input;
  const day = (text: string | null): Date | null => (text === null ? null : new Date(`${text}T00:00:00Z`));
  return ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.marketingCampaign.findUnique({ where: { id } });
    if (!before) throw notFound('marketing campaign');
    const [holder] = await tx.$queryRaw<{ name: string }[]>`
      SELECT name FROM marketing_campaigns WHERE lower(code) = lower(${code}) AND id <> ${id} LIMIT 1`;
    if (holder)
      throw conflict('The code is in use.', {
        code: `“${holder.name}” has this code already. Choose another.`,
      });
    const { count } = await tx.marketingCampaign.updateMany({
      where: { id, version: input.version },
      data: {
        name,
        code,
        description,
        startAt: day(input.startAt),
        endAt: day(input.endAt),
        version: { increment: 1 },
      },
    });
    if (count === 0) throw stale('marketing campaign');
    await recordAudit(ctx, tx, {
      action: 'marketing-campaign.update',
      subjectType: 'marketing_campaign',
      subjectId: id,
      detail: { before: { name: before.name, code: before.code }, after: { name, code } },
    });
    return { id: input.id };
  });
}
