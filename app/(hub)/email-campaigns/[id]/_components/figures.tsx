import type { ReactNode } from 'react';
import Link from 'next/link';
import { CampaignFigures } from '@/components/campaigns/campaign-figures';
import { LinkChoice } from '@/components/ui/link-choice';
import { Num } from '@/components/ui/numbers';
import {
  shownCounts,
  type CampaignRevenue,
  type CampaignStatistics,
  type RecipientResult,
} from '@/lib/campaigns/schemas';
import { agree } from '@/lib/format';
import type { CampaignAsk } from './campaign-ask';

type FiguresProps = {
  statistics: CampaignStatistics;
  revenue: CampaignRevenue;
  ask: CampaignAsk;
  /** Left out for who may not see people. */
  hrefOf?: (result?: RecipientResult) => string | undefined;
  listOf?: (count: number, result?: RecipientResult) => ReactNode;
};

const windows = [1, 3, 7, 14, 30];

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
              <Link className="prose-link" href={`/email-campaigns/${previous.id}`}>
                {previous.name}
              </Link>
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
        <div className="flex flex-wrap items-center gap-2">
          Orders within
          <LinkChoice
            label="Orders within so many days"
            options={windows.map((days) => ({
              label: agree(days, `${days} day`, String(days)),
              href: ask.hrefWith({ days: days === 7 ? '' : String(days) }),
              isChosen: days === revenue.days,
            }))}
          />
          after
          <LinkChoice
            label="Orders after"
            options={(['click', 'open'] as const).map((after) => ({
              label: after === 'click' ? 'a click' : 'an open',
              href: ask.hrefWith({ after: after === 'click' ? '' : after }),
              isChosen: after === revenue.after,
            }))}
          />
        </div>
      </div>
    </div>
  );
}
