import { type Context, recordAudit } from '../../context';
import type { Tx } from '../../db';
import { conflict, notFound } from '../../errors';
import { permit } from '../../permissions';
import type { MarketingMergeUndone, UndoMarketingMerge } from '../schemas';
import { readParts, type MergePart } from './merge-parts';
import { lockMarketing, raiseVersions, requireOwn } from './own-campaigns';

/**
 * Takes a merge back: what went into it is there again with its name and code, and has the email campaigns that came along and are still
 * where the merge put them. What somebody moved since stays where it is and is named. A second time changes nothing. Throws `conflict`
 * where the one they went into was itself merged since.
 */
export async function undoMarketingMerge(
  ctx: Context,
  { mergeId }: UndoMarketingMerge,
): Promise<MarketingMergeUndone> {
  permit(ctx, 'campaigns.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM marketing_campaign_merges WHERE id = ${BigInt(mergeId)} FOR UPDATE`;
    const merge = await tx.marketingCampaignMerge.findUnique({ where: { id: BigInt(mergeId) } });
    if (!merge) throw notFound('merge');
    const into = merge.intoId;
    const parts = await partsThatAre(tx, readParts(merge.parts));
    const found = await lockMarketing(ctx, tx, [into, ...parts.map(({ id }) => BigInt(id))]);
    const survivor = found.get(into);
    const back = parts.map(({ id }) => ({ id, name: found.get(BigInt(id))?.name ?? '' }));
    const answer = { id: String(into), name: survivor?.name ?? '', back };
    if (merge.undoneAt !== null) return { ...answer, kept: [] };
    if (survivor && survivor.mergedIntoId !== null)
      throw conflict(
        `“${survivor.name}” was merged into “${survivor.mergedIntoName ?? ''}” since. Undo that merge first, then this one.`,
      );
    requireOwn(ctx, survivor);
    for (const { id } of parts) {
      const part = found.get(BigInt(id));
      if (part) requireOwn(ctx, { ...part, mergedIntoId: null });
    }
    const returned = await tx.$queryRaw<{ id: bigint }[]>`
      UPDATE email_campaigns c SET marketing_campaign_id = p.id
      FROM json_to_recordset(${JSON.stringify(parts)}::json) AS p(id bigint, "emailCampaigns" json)
      WHERE c.marketing_campaign_id = ${into} AND c.id IN (SELECT e.value::bigint FROM json_array_elements_text(p."emailCampaigns") e)
      RETURNING c.id`;
    const kept = await namesOfOthers(
      tx,
      parts.flatMap(({ emailCampaigns }) => emailCampaigns.map(BigInt)),
      returned.map(({ id }) => id),
    );
    await tx.marketingCampaign.updateMany({
      where: { id: { in: parts.map(({ id }) => BigInt(id)) }, mergedIntoId: into },
      data: { mergedIntoId: null },
    });
    await raiseVersions(tx, [...found.keys()]);
    await tx.marketingCampaignMerge.update({ where: { id: merge.id }, data: { undoneAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: 'marketing-campaign.undo-merge',
      subjectType: 'marketing_campaign',
      subjectId: into,
      detail: { mergeId, back, emailCampaigns: returned.map(({ id }) => String(id)), kept },
    });
    return { ...answer, kept };
  });
}

/** Those of a merge that were not deleted since. */
async function partsThatAre(tx: Tx, parts: readonly MergePart[]): Promise<MergePart[]> {
  const rows = await tx.marketingCampaign.findMany({
    where: { id: { in: parts.map(({ id }) => BigInt(id)) } },
    select: { id: true },
  });
  const there = new Set(rows.map(({ id }) => String(id)));
  return parts.filter(({ id }) => there.has(id));
}

/** “Mailing 3”, now under “Spring”: those that were moved since. */
async function namesOfOthers(tx: Tx, all: bigint[], returned: bigint[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string; under: string | null }[]>`
    SELECT c.name, m.name AS under FROM email_campaigns c LEFT JOIN marketing_campaigns m ON m.id = c.marketing_campaign_id
    WHERE c.id = ANY(${all}::bigint[]) AND c.id <> ALL(${returned}::bigint[]) ORDER BY c.id`;
  return rows.map(({ name, under }) => (under === null ? `“${name}”` : `“${name}”, now under “${under}”`));
}
