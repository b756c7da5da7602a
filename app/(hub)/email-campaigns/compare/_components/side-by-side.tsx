import { X } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Chip } from '@/components/ui/chip';
import { Defined } from '@/components/ui/count';
import { Money, Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import {
  bestOf,
  comparedFigures,
  countOf,
  minCompared,
  rateOf,
  shownCounts,
  type ComparedCampaign,
  type Figure,
  type ShownCounts,
} from '@/lib/campaigns/schemas';
import { definitions, wholeOf } from '@/lib/definitions';
import type { CampaignAsk } from '../../[id]/_components/campaign-ask';
import { PageLink } from '@/components/ui/page-link';

type SideBySideProps = { campaigns: ComparedCampaign[]; ask: CampaignAsk };

const head = 'border-b px-3 text-left font-normal';

/** A column for each campaign, a row for each figure; what is best says so in words. */
export function SideBySide({ campaigns, ask }: SideBySideProps) {
  const all = campaigns.map(({ counts, complaints, revenue }) =>
    shownCounts(counts, ask.machines, { complaints, buyers: revenue.buyers }),
  );
  return (
    <Card aria-label="Figures side by side">
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Figures side by side, a table">
        <table className="w-full border-separate border-spacing-0">
          <thead>
            <tr>
              <td className="sticky left-0 z-10 border-b bg-sunken" />
              {campaigns.map((campaign) => (
                <CampaignHead key={campaign.id} campaign={campaign} all={campaigns} ask={ask} />
              ))}
            </tr>
          </thead>
          <tbody>
            {comparedFigures.map((figure) => {
              const best = bestOf(figure, all);
              return (
                <tr key={figure}>
                  <RowHead figure={figure} />
                  {all.map((counts, n) => (
                    <FigureCell
                      key={campaigns[n]?.id}
                      figure={figure}
                      counts={counts}
                      isBest={best[n] ?? false}
                    />
                  ))}
                </tr>
              );
            })}
            <tr>
              <RowHead figure="orders" />
              {campaigns.map(({ id, revenue }) => (
                <td key={id} className="figures border-b px-2.5 text-right">
                  <Num value={revenue.orders} />
                </td>
              ))}
            </tr>
            <tr className="[&>*]:border-b-0">
              <RowHead figure="revenue" />
              {campaigns.map(({ id, revenue }) => (
                <td key={id} className="figures border-b px-2.5 text-right">
                  {revenue.sums.length === 0
                    ? '–'
                    : revenue.sums.map(({ currency, total }) => (
                        <span key={currency} className="block whitespace-nowrap">
                          <Money amount={total} currency={currency} />
                        </span>
                      ))}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}

type CampaignHeadProps = { campaign: ComparedCampaign; all: ComparedCampaign[]; ask: CampaignAsk };

function CampaignHead({ campaign: { id, name, sentAt, integration }, all, ask }: CampaignHeadProps) {
  const others = all.flatMap((one) => (one.id === id ? [] : [one.id]));
  return (
    <th
      scope="col"
      className="min-w-[132px] border-b bg-sunken px-2.5 py-2.5 text-right align-top font-normal"
    >
      <div className="flex items-start justify-end gap-1">
        <PageLink
          className="prose-link line-clamp-3 font-medium break-words"
          href={ask.machines === 'in' ? `/email-campaigns/${id}?machine=in` : `/email-campaigns/${id}`}
        >
          {name}
        </PageLink>
        {others.length >= minCompared && (
          <PageLink
            href={ask.hrefWith({ ids: others.join(',') })}
            aria-label={`Take ${name} out`}
            className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:text-ink print:hidden"
          >
            <X aria-hidden className="size-3.5" />
          </PageLink>
        )}
      </div>
      <div className="text-sm text-ink-3">
        <Time at={sentAt} as="moment" none="not sent yet" />
        {all.some((one) => one.integration.id !== integration.id) && (
          <span className="block break-words">{integration.name}</span>
        )}
      </div>
    </th>
  );
}

function RowHead({ figure }: { figure: Figure | 'orders' | 'revenue' }) {
  return (
    <th scope="row" className={cn(head, 'sticky left-0 z-10 h-9 bg-surface whitespace-nowrap')}>
      <Defined by={figure}>{definitions[figure].name}</Defined>
    </th>
  );
}

type FigureCellProps = { figure: Figure; counts: ShownCounts; isBest: boolean };

/** The rate, which campaigns of any size have in common, before the count. */
function FigureCell({ figure, counts, isBest }: FigureCellProps) {
  const count = countOf(figure, counts);
  const rate = rateOf(figure, counts);
  const hasRate = wholeOf(figure) !== undefined;
  return (
    <td className="figures border-b px-2.5 text-right whitespace-nowrap">
      {isBest && (
        <Chip tone="good" plain className="mr-1.5">
          best
        </Chip>
      )}
      {hasRate && (
        <span className={cn(isBest && 'font-semibold')}>
          {rate === null ? '–' : <Percent part={rate} whole={1} />}
        </span>
      )}
      <span className={cn(hasRate && 'ml-1.5 inline-block min-w-[36px] text-sm text-ink-3')}>
        {count === null ? '–' : <Num value={count} />}
      </span>
    </td>
  );
}
