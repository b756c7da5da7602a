import { Card, CardHeader } from '@/components/ui/card';
import { Defined } from '@/components/ui/count';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { MarketingCampaignView } from '@/lib/campaigns/schemas';

/** What somebody says of it, and what it cost a person. */
export function AboutCard({ campaign }: { campaign: MarketingCampaignView }) {
  const { code, mergedCodes, owner, startAt, endAt, budget, budgetCurrency, people, campaigns } = campaign;
  const sent = campaigns.flatMap(({ sentAt }) => sentAt ?? []);
  const money =
    budget === null || budgetCurrency === null ? null : <Money amount={budget} currency={budgetCurrency} />;
  const reached = people.counts?.delivered ?? 0;
  return (
    <Card aria-label="About">
      <CardHeader title="About" />
      <DescriptionList
        items={[
          {
            label: 'Code',
            value: (
              <>
                <span className="font-mono text-sm">{code}</span>
                {mergedCodes.length > 0 && (
                  <span className="block text-sm text-ink-3">
                    also{' '}
                    {mergedCodes.map((one, n) => (
                      <span key={one.id}>
                        {n > 0 && ', '}
                        <span className="font-mono">{one.code}</span>
                      </span>
                    ))}
                  </span>
                )}
              </>
            ),
          },
          { label: 'Owner', value: owner?.name ?? 'Nobody' },
          { label: 'Start', value: startAt && <Time at={startAt} as="day" /> },
          { label: 'End', value: endAt && <Time at={endAt} as="day" /> },
          { label: 'First sent', value: sent.length > 0 && <Time at={sent.at(-1)} as="moment" /> },
          { label: 'Last sent', value: sent.length > 0 && <Time at={sent[0]} as="moment" /> },
          {
            label: 'Budget',
            value: money && (
              <>
                {money}
                {reached > 0 && budget !== null && budgetCurrency !== null && (
                  <span className="block text-sm text-ink-3">
                    <Defined by="costEach">
                      <Money amount={budget / reached} currency={budgetCurrency} /> a person reached
                    </Defined>
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
