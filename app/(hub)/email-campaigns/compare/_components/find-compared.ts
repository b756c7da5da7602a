import { compareCampaigns } from '@/lib/campaigns';
import { ComparedIds, type ComparedCampaign } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { CampaignAsk } from '../../[id]/_components/campaign-ask';

type Found = {
  campaigns: ComparedCampaign[];
  /** As far as they can be ids: what another one is added to. */
  ids: string[];
  /** Why there is nothing to see. */
  problem: string | null;
};

/** What the address asks to compare, or why that can't be. */
export async function findCompared(
  ctx: Context,
  given: string | string[] | undefined,
  { machines, revenue }: Pick<CampaignAsk, 'machines' | 'revenue'>,
): Promise<Found> {
  const text = Array.isArray(given) ? given.join(',') : (given ?? '');
  const parsed = ComparedIds.safeParse(text);
  if (!parsed.success) {
    const ids = text.split(',').filter((id) => /^[1-9]\d{0,17}$/.test(id));
    return { campaigns: [], ids: [...new Set(ids)], problem: parsed.error.issues[0]?.message ?? '' };
  }
  try {
    return {
      campaigns: await compareCampaigns(ctx, { ids: parsed.data, machines, revenue }),
      ids: parsed.data,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    return { campaigns: [], ids: parsed.data, problem: error.userMessage };
  }
}
