import { type Context, recordAudit } from '../context';
import type { Tx } from '../db';
import { conflict, invalidInput, notFound } from '../errors';
import { permit } from '../permissions';
import type { MergeMarketingCampaigns } from './schemas';

/**
 * Several umbrellas become one: their e-mail campaigns, and with them every number, go under `intoId`; the others go, their names,
 * codes and campaigns stay in the audit log. Throws `conflict` where a marketing list asks for one that would go: its filter would
 * mean nobody.
 */
export async function mergeMarketingCampaigns(
  ctx: Context,
  input: MergeMarketingCampaigns,
): Promise<{ id: string; emailCampaigns: number }> {
  permit(ctx, 'campaigns.write');
  const into = BigInt(input.intoId);
  const from = input.fromIds.map(BigInt);
  if (from.includes(into))
    throw invalidInput('A marketing campaign can’t be merged into itself.', {
      fromIds: 'Names the one that stays.',
    });
  return ctx.db.prisma.$transaction(async (tx) => {
    const found = await tx.$queryRaw<{ id: bigint; name: string; code: string; description: string }[]>`
      SELECT id, name, code, description FROM marketing_campaigns WHERE id = ANY(${[into, ...from]}::bigint[]) ORDER BY id FOR UPDATE`;
    if (found.length !== from.length + 1) throw notFound('marketing campaign');
    await refuseWhereListsAsk(tx, input.fromIds);
    const moved = await tx.$queryRaw<{ id: bigint; before: bigint }[]>`
      UPDATE email_campaigns c SET marketing_campaign_id = ${into} FROM email_campaigns old
      WHERE old.id = c.id AND old.marketing_campaign_id = ANY(${from}::bigint[])
      RETURNING c.id, old.marketing_campaign_id AS before`;
    await tx.marketingCampaign.deleteMany({ where: { id: { in: from } } });
    await tx.marketingCampaign.update({ where: { id: into }, data: { version: { increment: 1 } } });
    const merged = found
      .filter(({ id }) => id !== into)
      .map(({ id, ...rest }) => ({
        id: String(id),
        ...rest,
        emailCampaigns: moved.filter(({ before }) => before === id).map((one) => String(one.id)),
      }));
    await recordAudit(ctx, tx, {
      action: 'marketing-campaign.merge',
      subjectType: 'marketing_campaign',
      subjectId: into,
      detail: { merged },
    });
    return { id: input.intoId, emailCampaigns: moved.length };
  });
}

async function refuseWhereListsAsk(tx: Tx, ids: readonly string[]): Promise<void> {
  const lists = await tx.$queryRaw<{ name: string; ownerOnly: boolean }[]>`
    SELECT name, owner_only AS "ownerOnly" FROM marketing_lists
    WHERE archived_at IS NULL AND EXISTS (
      SELECT 1 FROM jsonb_path_query(filter, '$.**.marketingCampaignId') AS named WHERE named #>> '{}' = ANY(${[...ids]}::text[]))
    ORDER BY id LIMIT 100`;
  if (lists.length === 0) return;
  const open = lists.find(({ ownerOnly }) => !ownerOnly);
  const which = open
    ? `The marketing list “${open.name}”${lists.length > 1 ? ` and ${lists.length - 1} more` : ''}`
    : 'A marketing list that is not shown to everyone';
  const message = `${which} asks for one of the campaigns that would go. Change its filter first, so that it goes on meaning the same people.`;
  throw conflict(message, { fromIds: message });
}
