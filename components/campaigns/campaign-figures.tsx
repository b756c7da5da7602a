import type { ReactNode } from 'react';
import { Kpis, type Kpi } from '@/components/ui/kpis';
import { CountLink } from '@/components/ui/count-link';
import { Money, Num, Percent } from '@/components/ui/numbers';
import type { CampaignRevenue, RecipientResult, ShownCounts } from '@/lib/campaigns/schemas';
import { formatPercent, plural } from '@/lib/format';
import { changeAgainst, medianOf, rateOf, type Figure } from '@/lib/campaigns/schemas';

type FiguresProps = {
  counts: ShownCounts;
  previous?: ShownCounts | null;
  /** Of those that the account sent before: what the median is told of. */
  before?: readonly ShownCounts[];
  revenue?: CampaignRevenue;
  /** Where exactly these people are; undefined for who may not see people, or where no grid shows them. */
  hrefOf?: (result: RecipientResult) => string;
};

/** The key figures of one campaign, or of several added up. Every rate is made of the counts beside it. */
export function CampaignFigures({ counts, previous = null, before = [], revenue, hrefOf }: FiguresProps) {
  const kpi = (
    figure: Figure,
    label: string,
    result: RecipientResult,
    value: number,
    detail: ReactNode,
  ): Kpi => ({
    label,
    definition: figure,
    value: <Num value={value} />,
    href: hrefOf?.(result) ?? null,
    detail,
    change: changeAgainst(figure, counts, previous),
    note: medianNote(figure, before),
  });
  const items: Kpi[] = [
    kpi(
      'delivered',
      'Delivered',
      'delivered',
      counts.delivered,
      <>
        <Percent part={counts.delivered} whole={counts.recipients} /> of <Num value={counts.recipients} />
      </>,
    ),
    kpi(
      'opened',
      'Opened',
      'opened',
      counts.openers,
      <Percent part={counts.openers} whole={counts.delivered} />,
    ),
    kpi(
      'clicked',
      'Clicked',
      'clicked',
      counts.clickers,
      <>
        <Percent part={counts.clickers} whole={counts.delivered} />,{' '}
        <Percent part={counts.clickers} whole={counts.openers} /> of openers
      </>,
    ),
    kpi(
      'unsubscribed',
      'Unsubscribed',
      'unsubscribed',
      counts.unsubscribed,
      <Percent part={counts.unsubscribed} whole={counts.delivered} />,
    ),
    kpi(
      'bounced',
      'Bounced',
      'bounced',
      counts.softBounced + counts.hardBounced,
      <>
        <CountLink href={hrefOf?.('soft_bounced')}>
          <Num value={counts.softBounced} /> soft
        </CountLink>
        ,{' '}
        <CountLink href={hrefOf?.('hard_bounced')}>
          <Num value={counts.hardBounced} /> hard
        </CountLink>
      </>,
    ),
    revenue === undefined ? complaintsOf(counts) : ordersOf(revenue),
  ];
  return <Kpis label="Key figures" items={items} />;
}

function medianNote(figure: Figure, before: readonly ShownCounts[]): string | undefined {
  const median = medianOf(before.map((one) => rateOf(figure, one)));
  return median === null ? undefined : `median ${formatPercent(median, 1)}`;
}

const complaintsOf = ({ complaints, delivered }: ShownCounts): Kpi => ({
  label: 'Complained',
  definition: 'complained',
  value: complaints === null ? '–' : <Num value={complaints} />,
  detail: complaints === null ? 'not read yet' : <Percent part={complaints} whole={delivered} />,
});

/** “Orders within 7 days”, what they come to, and of how many people. */
const ordersOf = ({ days, orders, buyers, sums }: CampaignRevenue): Kpi => ({
  label: `Orders within ${plural(days, 'day')}`,
  definition: 'orders',
  value: <Num value={orders} />,
  detail:
    sums.length === 0
      ? 'nobody ordered'
      : sums.slice(0, 3).map(({ currency, total }, n) => (
          <span key={currency}>
            {n > 0 && ', '}
            <Money amount={total} currency={currency} />
          </span>
        )),
  note: orders === 0 ? undefined : `from ${plural(buyers, 'person', 'people')}`,
});
