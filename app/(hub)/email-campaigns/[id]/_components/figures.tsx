import type { ReactNode } from 'react';
import { CampaignFigures } from '@/components/campaigns/campaign-figures';
import { Num } from '@/components/ui/numbers';
import {
  shownCounts,
  type CampaignRevenue,
  type CampaignStatistics,
  type RecipientResult,
} from '@/lib/campaigns/schemas';
import type { CampaignAsk } from './campaign-ask';
import { OrdersChoice } from './orders-choice';
import { PageLink } from '@/components/ui/page-link';

type FiguresProps = {
  statistics: CampaignStatistics;
  revenue: CampaignRevenue;
  ask: CampaignAsk;
  /** Left out for who may not see people. */
  hrefOf?: (result?: RecipientResult) => string | undefined;
  listOf?: (count: number, result?: RecipientResult) => ReactNode;
};

export function Figures({ statistics, revenue, ask, hrefOf, listOf }: FiguresProps) {
  const { counts, complaints, previous, before, differences } = statistics;
  const { machines } = ask;
  return (
    <div>
      <CampaignFigures
        counts={shownCounts(counts, machines, { complaints, buyers: revenue.buyers })}
        previous={previous && shownCounts(previous.counts, machines)}
        before={before.map((one) => shownCounts(one, machines))}
        revenue={revenue}
        hrefOf={hrefOf}
        listOf={listOf}
      />
      <div className="mt-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-1 text-sm text-ink-3 print:hidden">
        <p className="min-w-0 flex-[1_1_320px]">
          {previous !== null && (
            <>
              Changes are in points against{' '}
              <PageLink className="prose-link" href={`/email-campaigns/${previous.id}`}>
                {previous.name}
              </PageLink>
              .{' '}
            </>
          )}
          {differences.length > 0 && (
            <>
              Dotdigital’s own summary differs:{' '}
              {differences.map(({ what, dotdigital, counted }, n) => (
                <span key={what}>
                  {n > 0 && ', '}
                  <Num value={dotdigital} /> {what}, <Num value={counted} /> counted here
                </span>
              ))}
              . The next imports look again.
            </>
          )}
        </p>
        <OrdersChoice ask={ask} />
      </div>
    </div>
  );
}
