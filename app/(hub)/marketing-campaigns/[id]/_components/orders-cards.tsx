import { Kpis, type Kpi } from '@/components/ui/kpis';
import { Money, Num, Percent } from '@/components/ui/numbers';
import { marketingRevenue } from '@/lib/campaigns';
import type { MarketingCampaignView } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { agree, plural } from '@/lib/format';
import type { CampaignAsk } from '../../../email-campaigns/[id]/_components/campaign-ask';
import { OrdersChoice } from '../../../email-campaigns/[id]/_components/orders-choice';

/** What people ordered after any of its email campaigns: an order counts once, whatever led to it. */
export async function OrdersCards({
  ctx,
  campaign,
  ask,
}: {
  ctx: Context;
  campaign: MarketingCampaignView;
  ask: CampaignAsk;
}) {
  const { id, budget, budgetCurrency, people } = campaign;
  const { days, orders, buyers, sums } = await marketingRevenue(ctx, {
    id,
    machines: ask.machines,
    ...ask.revenue,
  });
  const [first, ...others] = sums;
  const earned = sums.find(({ currency }) => currency === budgetCurrency)?.total ?? 0;
  const items: Kpi[] = [
    { label: `Orders within ${plural(days, 'day')}`, definition: 'orders', value: <Num value={orders} /> },
    {
      label: 'People who ordered',
      definition: 'conversion',
      value: <Num value={buyers} />,
      detail: people.counts && (
        <>
          <Percent part={buyers} whole={people.counts.delivered} /> of{' '}
          {agree(people.counts.delivered, 'the person reached', 'people reached')}
        </>
      ),
    },
    {
      label: 'Revenue',
      definition: 'revenue',
      value: first === undefined ? '–' : <Money amount={first.total} currency={first.currency} />,
      detail:
        first === undefined
          ? 'nobody ordered'
          : others.map(({ currency, total }, n) => (
              <span key={currency}>
                {n > 0 && ', '}
                <Money amount={total} currency={currency} />
              </span>
            )),
    },
  ];
  if (budget !== null && budgetCurrency !== null)
    items.push({
      label: 'Revenue against budget',
      definition: 'againstBudget',
      value: <Percent part={earned} whole={budget} />,
      detail: (
        <>
          of <Money amount={budget} currency={budgetCurrency} />
        </>
      ),
    });
  return (
    <div>
      <Kpis label="Orders" items={items} />
      <div className="mt-2 flex justify-end px-1 text-sm text-ink-3 print:hidden">
        <OrdersChoice ask={ask} />
      </div>
    </div>
  );
}
