import { type Context, recordAudit } from '../../context';
import { notFound, stale } from '../../errors';
import { permit } from '../../permissions';
import type { EmailCampaignMoved, MoveEmailCampaign } from '../schemas';
import { fetchCampaign } from '../internal';
import { lockMarketing, raiseVersions, requireOwn } from './own-campaigns';

/**
 * One email campaign, and with it its numbers, goes under another marketing campaign. It needs to be one's own to change at both ends. One that
 * is there already stays: twice is once. Throws `stale` where it is not under `fromId` any more.
 */
export async function moveEmailCampaign(
  ctx: Context,
  { id, fromId, toId }: MoveEmailCampaign,
): Promise<EmailCampaignMoved> {
  permit(ctx, 'campaigns.write');
  const [campaignId, to] = [BigInt(id), BigInt(toId)];
  return ctx.db.prisma.$transaction(async (tx) => {
    await fetchCampaign(ctx, tx, campaignId);
    const campaign = await tx.emailCampaign.findFirst({
      where: { id: campaignId, integration: { deletedAt: null } },
      select: { name: true, marketingCampaignId: true },
    });
    if (!campaign) throw notFound('email campaign');
    const from = campaign.marketingCampaignId;
    const found = await lockMarketing(ctx, tx, from === null ? [to] : [from, to]);
    const target = requireOwn(ctx, found.get(to));
    const answer = {
      id,
      name: campaign.name,
      fromId: from === null ? null : String(from),
      toId,
      toName: target.name,
    };
    if (from === to) return answer;
    if (fromId !== undefined && fromId !== answer.fromId) throw stale('email campaign');
    if (from !== null) requireOwn(ctx, found.get(from));
    const { count } = await tx.emailCampaign.updateMany({
      where: { id: campaignId, marketingCampaignId: from },
      data: { marketingCampaignId: to, hadMarketingCampaign: true },
    });
    if (count === 0) throw stale('email campaign');
    await raiseVersions(tx, [...found.keys()]);
    await recordAudit(ctx, tx, {
      action: 'email-campaign.move',
      subjectType: 'email_campaign',
      subjectId: campaignId,
      detail: { from: answer.fromId, to: toId },
    });
    return answer;
  });
}
