import type { Context } from '../../context';
import type { SearchParams } from '../../table-query';
import { readMachines, type Machines } from '../figures';
import { fetchCampaign } from '../internal';
import { AudienceSplit, RevenueRule, type RecipientAsk } from '../schemas';
import { findSplit, type FoundSplit } from './audience-split';

export function readRecipientAsk(search: SearchParams): RecipientAsk {
  const one = (name: string): string | undefined => {
    const value = search instanceof URLSearchParams ? (search.get(name) ?? undefined) : search[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    machines: readMachines(one('machine')),
    revenue: RevenueRule.parse({ days: one('days'), after: one('after') }),
    split: AudienceSplit.safeParse(one('split')).data ?? null,
  };
}

export type RecipientScope = {
  /** Who asks: people whom they may not see are left out. */
  ctx: Context;
  campaignId: bigint;
  integrationId: bigint;
  /** The account's own. */
  zone: string;
  machines: Machines;
  revenue: RevenueRule;
  split: FoundSplit | null;
};

/** The campaign, or not found; a split by something that is not there any more is none. */
export async function recipientScope(
  ctx: Context,
  id: string,
  { machines, revenue, split }: RecipientAsk,
): Promise<RecipientScope & { name: string }> {
  const [campaign, found] = await Promise.all([
    fetchCampaign(ctx, ctx.db.prisma, BigInt(id)),
    split === null ? null : findSplit(ctx, split),
  ]);
  return {
    ctx,
    campaignId: campaign.id,
    integrationId: campaign.integrationId,
    name: campaign.name,
    zone: campaign.timeZone,
    machines,
    revenue,
    split: found,
  };
}
