import { type Context, hiddenCampaignName, recordAudit, visibleMarketing } from '../../context';
import type { Tx } from '../../db';
import { conflict, invalidFields } from '../../errors';
import { permit } from '../../permissions';
import type { UpdateMarketingCampaign } from '../schemas';
import { lockMarketing, requireOwn } from './own-campaigns';

export async function updateMarketingCampaign(
  ctx: Context,
  input: UpdateMarketingCampaign,
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.write');
  const id = BigInt(input.id);
  const { name, code, description, budget, budgetCurrency } = input;
  const day = (text: string | null): Date | null => (text === null ? null : new Date(`${text}T00:00:00Z`));
  return ctx.db.prisma.$transaction(async (tx) => {
    const before = requireOwn(ctx, (await lockMarketing(ctx, tx, [id])).get(id), input.version);
    await refuseTakenCode(ctx, tx, id, code);
    const ownerId = await checkOwner(tx, input.ownerId);
    await tx.marketingCampaign.update({
      where: { id },
      data: {
        name,
        code,
        description,
        startAt: day(input.startAt),
        endAt: day(input.endAt),
        budget,
        budgetCurrency,
        ownerId,
        version: { increment: 1 },
      },
    });
    await recordAudit(ctx, tx, {
      action: 'marketing-campaign.update',
      subjectType: 'marketing_campaign',
      subjectId: id,
      detail: {
        before: { name: before.name, code: before.code },
        after: { name, code, budget, budgetCurrency, ownerId: input.ownerId },
      },
    });
    return { id: input.id };
  });
}

/** The code of one that was merged is still its own: it leads to whom it went into. */
async function refuseTakenCode(ctx: Context, tx: Tx, id: bigint, code: string): Promise<void> {
  const [holder] = await tx.$queryRaw<{ name: string; into: string | null; seen: boolean }[]>`
    SELECT m.name, a.name AS into, ${visibleMarketing(ctx)} AS seen FROM marketing_campaigns m LEFT JOIN marketing_campaigns a ON a.id = m.merged_into_id
    WHERE lower(m.code) = lower(${code}) AND m.id <> ${id} LIMIT 1`;
  if (!holder) return;
  if (!holder.seen)
    throw conflict('The code is in use.', {
      code: `The code of ${hiddenCampaignName} already. Choose another.`,
    });
  const merged = holder.into === null ? '' : ` and was merged into “${holder.into}”`;
  throw conflict('The code is in use.', {
    code: `“${holder.name}” has this code already${merged}. Choose another.`,
  });
}

async function checkOwner(tx: Tx, ownerId: string | null): Promise<bigint | null> {
  if (ownerId === null) return null;
  const owner = await tx.user.findUnique({ where: { id: BigInt(ownerId) }, select: { id: true } });
  if (owner) return owner.id;
  throw invalidFields({ ownerId: 'This person has no account any more. Choose another owner.' });
}
