import { actorLabel } from '../../actor';
import { type Context, recordAudit } from '../../context';
import type { Tx } from '../../db';
import { conflict, invalidInput } from '../../errors';
import { permit } from '../../permissions';
import type { MarketingMerged, MergeMarketingCampaigns } from '../schemas';
import { listsThatAsk } from './lists-that-ask';
import { lockMarketing, raiseVersions, requireOwn } from './own-campaigns';
import { readParts, type MergePart } from './merge-parts';

/**
 * Several umbrellas become one: their e-mail campaigns, and with them every number, go under `intoId`; the others are shown no more, their
 * names and codes go on leading to it. Can be taken back. Those that went into it already stay as they are: twice is once. Throws
 * `conflict` where a marketing list asks for one that would go: its filter would mean nobody.
 */
export async function mergeMarketingCampaigns(
  ctx: Context,
  input: MergeMarketingCampaigns,
): Promise<MarketingMerged> {
  permit(ctx, 'campaigns.write');
  const into = BigInt(input.intoId);
  const named = input.fromIds.map(BigInt);
  if (named.includes(into))
    throw invalidInput('A marketing campaign can’t be merged into itself.', {
      fromIds: 'Names the one that stays.',
    });
  return ctx.db.prisma.$transaction(async (tx) => {
    const found = await lockMarketing(ctx, tx, [into, ...named]);
    const from = named.filter((id) => found.get(id)?.mergedIntoId !== into);
    if (from.length === 0) return readMerge(tx, into, named);
    requireOwn(ctx, found.get(into), input.version);
    const going = from.map((id) => requireOwn(ctx, found.get(id)));
    await refuseWhereListsAsk(tx, from.map(String));
    const moved = await tx.$queryRaw<{ id: bigint; before: bigint }[]>`
      UPDATE email_campaigns c SET marketing_campaign_id = ${into} FROM email_campaigns old
      WHERE old.id = c.id AND old.marketing_campaign_id = ANY(${from}::bigint[])
      RETURNING c.id, old.marketing_campaign_id AS before`;
    await tx.marketingCampaign.updateMany({ where: { id: { in: from } }, data: { mergedIntoId: into } });
    await raiseVersions(tx, [into, ...from]);
    const parts: MergePart[] = from.map((id) => ({
      id: String(id),
      emailCampaigns: moved.filter(({ before }) => before === id).map((one) => String(one.id)),
    }));
    const merge = await tx.marketingCampaignMerge.create({
      data: { intoId: into, parts, mergedBy: actorLabel(ctx.actor), mergedAt: ctx.now() },
      select: { id: true },
    });
    await recordAudit(ctx, tx, {
      action: 'marketing-campaign.merge',
      subjectType: 'marketing_campaign',
      subjectId: into,
      detail: {
        mergeId: String(merge.id),
        merged: going.map(({ id, name, code, description }) => ({
          id: String(id),
          name,
          code,
          description,
          emailCampaigns: parts.find((one) => one.id === String(id))?.emailCampaigns ?? [],
        })),
      },
    });
    return { id: input.intoId, mergeId: String(merge.id), emailCampaigns: moved.length };
  });
}

/** What the merge came to that these went into it by. */
async function readMerge(tx: Tx, into: bigint, from: readonly bigint[]): Promise<MarketingMerged> {
  const merges = await tx.marketingCampaignMerge.findMany({
    where: { intoId: into, undoneAt: null },
    orderBy: { id: 'desc' },
  });
  const merge = merges.find(({ parts }) => readParts(parts).some(({ id }) => from.includes(BigInt(id))));
  const count = readParts(merge?.parts).reduce((sum, { emailCampaigns }) => sum + emailCampaigns.length, 0);
  return { id: String(into), mergeId: String(merge?.id ?? 0), emailCampaigns: count };
}

async function refuseWhereListsAsk(tx: Tx, ids: readonly string[]): Promise<void> {
  const which = await listsThatAsk(tx, ids);
  if (which === null) return;
  const message = `${which} asks for one of the campaigns that would go. Change its filter first, so that it goes on meaning the same people.`;
  throw conflict(message, { fromIds: message });
}
