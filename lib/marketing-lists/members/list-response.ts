import { z } from 'zod';
import { recipientCounts } from '@/lib/campaigns';
import type { CampaignCounts } from '@/lib/campaigns/schemas';
import { visibleCampaigns, type Context } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import type { Tx } from '@/lib/db';
import { listDay, readFilter, type DayFrame } from '@/lib/filters';
import { bandFilter, engagementBands } from '@/lib/filters/schemas';
import { permit } from '@/lib/permissions';
import { membersOf } from '@/lib/standing';
import { listKey, type ListWithOwner } from '../internal';
import { fetchSeenList } from '../list-access';
import type { ListResponse } from '../schemas';
import { keepCount, largeList, readCountedAhead } from './kept-count';

const kind = 'response';
const windowDays = 182;
const maxCampaigns = 60;
/** So old the figures of a large list may become. */
const freshMs = 3_600_000;

/**
 * How the people who are on a list now respond to what they were sent, whatever list or book it was for: campaign by campaign over half a year,
 * and how lately they opened. Of a large list this is counted ahead by a job: a look at millions of rows is nothing to wait for. null: not yet.
 */
export async function listResponse(ctx: Context, listId: string): Promise<ListResponse | null> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const isLarge = list.memberCount >= largeList;
  const ahead = isLarge ? await readCountedAhead(ctx, list.id, { kind, schema: Counted }) : null;
  if (isLarge && !ahead) return null;
  const value = ahead ? ahead.value : await countResponse(ctx, ctx.db.prisma, list);
  return {
    ...value,
    campaigns: await onlySeen(ctx, value.campaigns),
    countedAt: ahead ? ahead.countedAt.toISOString() : null,
  };
}

/** What is kept is counted once for everybody. */
async function onlySeen(ctx: Context, campaigns: Counted['campaigns']): Promise<Counted['campaigns']> {
  const ids = campaigns.map(({ id }) => BigInt(id));
  const seen = await ctx.db.prisma.$queryRaw<{ id: string }[]>`
    SELECT c.id::text AS id FROM email_campaigns c WHERE c.id = ANY(${ids}::bigint[]) AND ${visibleCampaigns(ctx)}`;
  return campaigns.filter((one) => seen.some(({ id }) => id === one.id));
}

/** Large lists whose figures are missing or old, the longest-waiting first. */
export async function findListsToCount(ctx: Context): Promise<bigint[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT l.id FROM marketing_lists l LEFT JOIN list_counts k ON k.list_id = l.id AND k.kind = ${kind}
    WHERE l.archived_at IS NULL AND l.member_count >= ${largeList}
      AND (k.counted_at IS NULL OR k.counted_at < ${new Date(ctx.now().getTime() - freshMs)})
    ORDER BY k.counted_at NULLS FIRST, l.id LIMIT 20`;
  return rows.map(({ id }) => id);
}

/** Counts one list's figures and keeps them. Safe to repeat and to overlap: each count replaces the one before. */
export async function countListResponse(ctx: Context, listId: bigint): Promise<void> {
  permit(ctx, 'lists.write');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listId);
  await keepCount(ctx, list.id, { kind, basis: '', count: (tx) => countResponse(ctx, tx, list) });
}

const count = z.number();
const Counted = z.object({
  bands: z.object({ active: count, cooling: count, sleeping: count }).nullable(),
  campaigns: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sentAt: z.string(),
      recipients: count,
      delivered: count,
      openers: count,
      clickers: count,
      unsubscribed: count,
    }),
  ),
});
type Counted = z.infer<typeof Counted>;

async function countResponse(ctx: Context, tx: Tx, list: ListWithOwner): Promise<Counted> {
  const frame = await listDay(ctx, { listId: list.id });
  return { campaigns: await countCampaigns(tx, list.id, frame), bands: await countBands(ctx, tx, list) };
}

/** All that is asked of a recipient stands in the index campaign_recipients_by_person, so the table itself isn't read. */
async function countCampaigns(
  tx: Tx,
  listId: bigint,
  { zone, today }: DayFrame,
): Promise<Counted['campaigns']> {
  const rows = await tx.$queryRaw<(Row & { id: bigint; name: string; sentAt: Date })[]>`
    WITH people AS MATERIALIZED (SELECT DISTINCT r.email_key FROM ${membersOf(listId)} WHERE r.email_key IS NOT NULL),
    lately AS MATERIALIZED (
      SELECT c.id, c.name, coalesce(c.sent_at, t.first_sent_at) AS sent_at FROM email_campaigns c
      JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL JOIN campaign_totals t ON t.campaign_id = c.id
      WHERE t.recipient_count > 0
        AND coalesce(c.sent_at, t.first_sent_at) >= (${today}::text::date - ${windowDays}::int)::timestamp AT TIME ZONE ${zone}::text)
    SELECT c.id, c.name, c.sent_at AS "sentAt", k.* FROM lately c JOIN (
      SELECT r.campaign_id, ${recipientCounts(['recipients', 'delivered', 'humanOpeners', 'humanClickers', 'unsubscribed'])}
      FROM people JOIN campaign_recipients r ON r.email_key = people.email_key
      WHERE r.campaign_id IN (SELECT id FROM lately) GROUP BY 1) k ON k.campaign_id = c.id
    ORDER BY c.sent_at DESC, c.id DESC LIMIT ${maxCampaigns}`;
  return rows.reverse().map(({ id, name, sentAt, ...counts }) => ({
    id: String(id),
    name,
    sentAt: sentAt.toISOString(),
    recipients: counts.recipients,
    delivered: counts.delivered,
    openers: counts.humanOpeners,
    clickers: counts.humanClickers,
    unsubscribed: counts.unsubscribed,
  }));
}

type Row = Pick<
  CampaignCounts,
  'recipients' | 'delivered' | 'humanOpeners' | 'humanClickers' | 'unsubscribed'
>;

/**
 * By the very filter that a list of a band is made with; its days are the installation's, as a new list's are. null: no list can be made of
 * it now, because the list is archived or its own filter can't be read.
 */
async function countBands(ctx: Context, tx: Tx, { id, entity }: ListWithOwner): Promise<Counted['bands']> {
  const bands = { active: 0, cooling: 0, sleeping: 0 };
  for (const band of engagementBands) {
    const filter = await readFilter(ctx, entity, bandFilter(band, String(id)));
    if (!filter.ok) return null;
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${recordSource} WHERE ${filter.where}`;
    bands[band] = row?.count ?? 0;
  }
  return bands;
}
