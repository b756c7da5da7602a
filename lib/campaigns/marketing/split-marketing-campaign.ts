import { campaignCode } from '../campaign-code';
import { type Context, recordAudit } from '../../context';
import type { Tx } from '../../db';
import { conflict, invalidFields } from '../../errors';
import { permit } from '../../permissions';
import type { MarketingSplit, SplitMarketingCampaign } from '../schemas';
import { lockMarketing, raiseVersions, requireOwn } from './own-campaigns';

/**
 * Takes chosen email campaigns out of a marketing campaign into a new one of the same owner. Throws `conflict` where one of them is not
 * under it any more, so that a second try does nothing; at least one has to stay.
 */
export async function splitMarketingCampaign(
  ctx: Context,
  { id, version, name, emailCampaignIds }: SplitMarketingCampaign,
): Promise<MarketingSplit> {
  permit(ctx, 'campaigns.write');
  const fromId = BigInt(id);
  const chosen = emailCampaignIds.map(BigInt);
  return ctx.db.prisma.$transaction(async (tx) => {
    const from = requireOwn(ctx, (await lockMarketing(ctx, tx, [fromId])).get(fromId), version);
    const under = await tx.emailCampaign.findMany({
      where: { marketingCampaignId: fromId },
      select: { id: true },
    });
    if (chosen.some((one) => !under.some((row) => row.id === one)))
      throw conflict(
        `Not all of these email campaigns are under “${from.name}” any more. Reload, then choose again.`,
      );
    if (chosen.length === under.length)
      throw invalidFields({
        emailCampaignIds: `At least one stays under “${from.name}”; to have all of them elsewhere, rename it or merge it.`,
      });
    const made = await tx.marketingCampaign.create({
      data: { name, code: await freeCode(tx, name), ownerId: from.ownerId },
      select: { id: true, code: true },
    });
    await tx.emailCampaign.updateMany({
      where: { id: { in: chosen }, marketingCampaignId: fromId },
      data: { marketingCampaignId: made.id },
    });
    await raiseVersions(tx, [fromId]);
    await recordAudit(ctx, tx, {
      action: 'marketing-campaign.split',
      subjectType: 'marketing_campaign',
      subjectId: made.id,
      detail: { from: { id, name: from.name }, name, code: made.code, emailCampaigns: emailCampaignIds },
    });
    return { id: String(made.id), name, fromId: id, emailCampaigns: chosen.length };
  });
}

/** The name as far as it fits and a number; nobody else takes that number from the sequence. */
async function freeCode(tx: Tx, name: string): Promise<string> {
  for (;;) {
    const [next] = await tx.$queryRaw<{ n: bigint }[]>`SELECT nextval('marketing_campaigns_id_seq') AS n`;
    const code = campaignCode(name, `S${next?.n ?? 0n}`);
    const taken = await tx.$queryRaw<object[]>`
      SELECT 1 FROM marketing_campaigns WHERE lower(code) = lower(${code}) LIMIT 1`;
    if (taken.length === 0) return code;
  }
}
