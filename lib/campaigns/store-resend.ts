import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { storeCampaigns, type SeenCampaign } from './store-campaigns';

/** Campaigns that went to books of ours and could be what this one sends again: the same subject, or its name within this one's. */
export async function findSameMail(
  tx: Tx,
  integrationId: bigint,
  campaign: Pick<SeenCampaign, 'id' | 'name' | 'subject'>,
): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT c.id FROM email_campaigns c
    WHERE c.integration_id = ${integrationId} AND c.dotdigital_id <> ${campaign.id}
      AND EXISTS (SELECT FROM email_campaign_books b WHERE b.campaign_id = c.id)
      AND ((c.subject <> '' AND lower(c.subject) = lower(${campaign.subject}))
        OR (c.name <> '' AND position(lower(c.name) IN lower(${campaign.name})) > 0))
    ORDER BY c.sent_at DESC NULLS LAST, c.id DESC LIMIT 20`;
  return rows.map(({ id }) => id);
}

/** The one of these that all of these people got; null: none. */
export async function findSentToAll(
  tx: Tx,
  campaignIds: readonly bigint[],
  contactIds: readonly number[],
): Promise<bigint | null> {
  const people = [...new Set(contactIds)];
  if (people.length === 0 || campaignIds.length === 0) return null;
  const [row] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT r.campaign_id AS id FROM campaign_recipients r
    WHERE r.campaign_id IN (${Prisma.join([...campaignIds])}) AND r.dotdigital_contact_id = ANY(${people}::int[])
    GROUP BY r.campaign_id HAVING count(*) = ${people.length} ORDER BY r.campaign_id DESC LIMIT 1`;
  return row?.id ?? null;
}

/** A resend belongs to the books of the campaign that it sends again. Safe to repeat. */
export async function storeResend(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  input: { integrationId: bigint; row: SeenCampaign; resendOfId: bigint; defaultOwnerId: bigint | null },
): Promise<number> {
  const { integrationId, row, resendOfId, defaultOwnerId } = input;
  const books = await tx.emailCampaignBook.findMany({ where: { campaignId: resendOfId } });
  let changedCount = 0;
  for (const { addressBookId } of books)
    changedCount += (
      await storeCampaigns(ctx, tx, { integrationId, addressBookId, rows: [row], defaultOwnerId })
    ).changedCount;
  await tx.emailCampaign.updateMany({
    where: { integrationId, dotdigitalId: row.id, resendOfId: null },
    data: { resendOfId },
  });
  return changedCount;
}
