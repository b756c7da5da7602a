import { visibleMarketing, type Context } from '../../context';
import { AppError, notFound } from '../../errors';
import { permit } from '../../permissions';
import { Prisma } from '../../db';
import { noCounts, type CampaignCounts } from '../figures';
import { countColumns, isShown, readCounts, selectCampaigns } from '../internal';
import type { MarketingCampaignView } from '../schemas';
import { readMergedCodes, survivorOf } from './find-survivor';
import { mayChangeMarketing } from './own-campaigns';
import { shownUnder } from './people-sql';
import { readPeople } from './read-people';

/** A marketing campaign with what all its email campaigns come to, and those of them that may be seen. Of one that was merged the refusal names whom it went into. */
export async function getMarketingCampaign(ctx: Context, id: string): Promise<MarketingCampaignView> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const [marketing] = await prisma.$queryRaw<Found[]>`
    SELECT m.id, m.name, m.code, m.description, to_char(m.start_at, 'YYYY-MM-DD') AS "startAt", to_char(m.end_at, 'YYYY-MM-DD') AS "endAt",
      m.budget::float8 AS budget, m.budget_currency AS "budgetCurrency", m.version, m.owner_id AS "ownerId", u.name AS "ownerName",
      m.merged_into_id AS "mergedIntoId"
    FROM marketing_campaigns m LEFT JOIN users u ON u.id = m.owner_id
    WHERE m.id = ${BigInt(id)} AND ${visibleMarketing(ctx)}`;
  if (!marketing) throw notFound('marketing campaign');
  if (marketing.mergedIntoId !== null) throw await wasMerged(ctx, marketing);
  const [[sum], campaigns, mergedCodes, [summed]] = await Promise.all([
    prisma.$queryRaw<
      CampaignCounts[]
    >`SELECT ${countColumns('sum')} FROM ${shownUnder(Prisma.sql`${marketing.id}`)}`,
    selectCampaigns(
      ctx,
      prisma,
      Prisma.sql`WHERE c.marketing_campaign_id = ${marketing.id} AND ${isShown}
      ORDER BY coalesce(c.sent_at, t.first_sent_at) DESC NULLS LAST, c.id DESC`,
    ),
    readMergedCodes(prisma, marketing.id),
    prisma.$queryRaw<{ complaints: number | null }[]>`
      SELECT sum((s.numbers->>'complaints')::int)::int AS complaints
      FROM email_campaigns c JOIN campaign_summaries s ON s.campaign_id = c.id
      JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
      WHERE c.marketing_campaign_id = ${marketing.id}`,
  ]);
  const counts = sum ? readCounts(sum) : noCounts;
  const { ownerId, ownerName, mergedIntoId: _, ...rest } = marketing;
  return {
    ...rest,
    id: String(marketing.id),
    owner: ownerId === null ? null : { id: String(ownerId), name: ownerName ?? '' },
    mayChange: mayChangeMarketing(ctx.actor, marketing),
    mergedCodes,
    counts,
    complaints: summed?.complaints ?? null,
    people: await readPeople(prisma, marketing.id, counts.recipients),
    campaigns,
  };
}

type Found = Pick<
  MarketingCampaignView,
  'name' | 'code' | 'description' | 'startAt' | 'endAt' | 'budget' | 'budgetCurrency' | 'version'
> & { id: bigint; ownerId: bigint | null; ownerName: string | null; mergedIntoId: bigint | null };

async function wasMerged(ctx: Context, { id, name }: Pick<Found, 'id' | 'name'>): Promise<AppError> {
  const survivor = await survivorOf(ctx, ctx.db.prisma, id);
  return new AppError('not_found', 'marketing campaign was merged', {
    userMessage: `“${name}” was merged into “${survivor?.name ?? ''}” (id ${survivor?.id ?? ''}). Its code leads there.`,
  });
}
