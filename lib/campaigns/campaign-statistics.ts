import { systemActor, type Context } from '../context';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { selectCampaigns } from './internal';
import { mostForMedian, type CampaignCounts } from './figures';
import type { CampaignStatistics, SummaryDifference } from './schemas';

/** The numbers of one campaign, counted from its recipients; and those of the campaign sent before it to the same people's books. */
export async function campaignStatistics(ctx: Context, id: string): Promise<CampaignStatistics> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const campaignId = BigInt(id);
  const [[own], summary, previous, before] = await Promise.all([
    selectCampaigns(ctx, prisma, Prisma.sql`WHERE c.id = ${campaignId}`),
    prisma.campaignSummary.findUnique({ where: { campaignId } }),
    previousCampaign(ctx, prisma, campaignId),
    campaignsBefore(prisma, campaignId),
  ]);
  if (own === undefined) throw notFound('email campaign');
  const { counts } = own;
  const numbers = readNumbers(summary?.numbers);
  return {
    counts,
    complaints: numbers?.complaints ?? null,
    previous:
      previous === undefined ? null : { id: previous.id, name: previous.name, counts: previous.counts },
    before,
    differences: numbers === null ? [] : differencesOf(counts, numbers),
  };
}

/** Sent last before this one by the same account, to one of its books if any was, else to any. */
async function previousCampaign(ctx: Context, tx: Tx, campaignId: bigint) {
  const [row] = await selectCampaigns(
    ctx,
    tx,
    Prisma.sql`
    JOIN email_campaigns this ON this.id = ${campaignId}
    LEFT JOIN campaign_totals own ON own.campaign_id = this.id
    WHERE c.integration_id = this.integration_id AND c.id <> this.id AND t.recipient_count > 0
      AND coalesce(c.sent_at, t.first_sent_at) < coalesce(this.sent_at, own.first_sent_at)
    ORDER BY EXISTS (
      SELECT FROM email_campaign_books a JOIN email_campaign_books b USING (address_book_id)
      WHERE a.campaign_id = c.id AND b.campaign_id = this.id) DESC,
      coalesce(c.sent_at, t.first_sent_at) DESC, c.id DESC
    LIMIT 1`,
  );
  return row;
}

/** Those that the same account sent before it and that reached somebody, whoever may see them: as many as a median is told of. */
async function campaignsBefore(tx: Tx, campaignId: bigint): Promise<CampaignCounts[]> {
  const rows = await selectCampaigns(
    { actor: systemActor },
    tx,
    Prisma.sql`
    JOIN email_campaigns this ON this.id = ${campaignId}
    WHERE c.integration_id = this.integration_id AND (c.sent_at, c.id) < (this.sent_at, this.id) AND t.delivered_count > 0
    ORDER BY c.sent_at DESC, c.id DESC LIMIT ${mostForMedian}`,
  );
  return rows.map(({ counts }) => counts);
}

/** What the import keeps of Dotdigital's summary: only numbers, by our names. */
function readNumbers(json: unknown): Record<string, number> | null {
  if (typeof json !== 'object' || json === null) return null;
  return Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

const compared: [what: string, ours: keyof CampaignCounts][] = [
  ['sent', 'recipients'],
  ['people who opened', 'openers'],
  ['opens', 'opens'],
  ['people who clicked', 'clickers'],
  ['clicks', 'clicks'],
  ['unsubscribes', 'unsubscribed'],
  ['soft bounces', 'softBounced'],
  ['hard bounces', 'hardBounced'],
];

function differencesOf(counts: CampaignCounts, numbers: Record<string, number>): SummaryDifference[] {
  return compared.flatMap(([what, ours]) => {
    const dotdigital = numbers[ours];
    return dotdigital === undefined || dotdigital === counts[ours]
      ? []
      : [{ what, dotdigital, counted: counts[ours] }];
  });
}
