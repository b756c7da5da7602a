import type { ReactNode } from 'react';
import { Kpis, type Kpi } from '@/components/ui/kpis';
import { CountLink } from '@/components/ui/count-link';
import { Money, Num, Percent } from '@/components/ui/numbers';
import type { CampaignRevenue, RecipientResult, ShownCounts } from '@/lib/campaigns/schemas';
import { agree, formatPercent, plural } from '@/lib/format';
import { changeAgainst, medianOf, rateOf, type Figure } from '@/lib/campaigns/schemas';

type FiguresProps = {
  counts: ShownCounts;
  previous?: ShownCounts | null;
  /** Of those that the account sent before: what the median is told of. */
  before?: readonly ShownCounts[];
  revenue?: CampaignRevenue;
  /** Where exactly these people are; undefined for who may not see people, or where no grid shows them. */
  hrefOf?: (result?: RecipientResult) => string | undefined;
  /** What makes a list of so many of them. */
  listOf?: (count: number, result?: RecipientResult) => ReactNode;
};

/** The key figures of one campaign, or of several added up. Every rate is made of the counts beside it. */
export function CampaignFigures({
  counts,
  previous = null,
  before = [],
  revenue,
  hrefOf,
  listOf,
}: FiguresProps) {
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
    beside: listOf?.(value, result),
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
        <Percent part={counts.delivered} whole={counts.recipients} /> of{' '}
        <CountLink href={hrefOf?.()}>
          <Num value={counts.recipients} />
        </CountLink>
        {listOf?.(counts.recipients)}
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
        , {listOf?.(counts.softBounced, 'soft_bounced')}
        <CountLink href={hrefOf?.('hard_bounced')}>
          <Num value={counts.hardBounced} /> hard
        </CountLink>
        {listOf?.(counts.hardBounced, 'hard_bounced')}
      </>,
    ),
    revenue === undefined ? complaintsOf(counts) : ordersOf(revenue, { hrefOf, listOf }),
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
const ordersOf = (
  { days, orders, buyers, sums }: CampaignRevenue,
  { hrefOf, listOf }: Pick<FiguresProps, 'hrefOf' | 'listOf'>,
): Kpi => ({
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
  note:
    orders === 0 ? undefined : (
      <>
        from{' '}
        <CountLink href={hrefOf?.('ordered')} definition="conversion">
          <Num value={buyers} />
        </CountLink>{' '}
        {agree(buyers, 'person', 'people')}
        {listOf?.(buyers, 'ordered')}
      </>
    ),
});
