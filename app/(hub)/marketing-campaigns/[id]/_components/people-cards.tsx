import { Kpis, type Kpi } from '@/components/ui/kpis';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import {
  countOf,
  shownPeople,
  type Figure,
  type Machines,
  type MarketingPeople,
  type ShownCounts,
} from '@/lib/campaigns/schemas';
import { formatNumber } from '@/lib/format';

type PeopleCardsProps = {
  people: MarketingPeople;
  /** The same figures, added up. */
  summed: ShownCounts;
  machines: Machines;
};

const cards: readonly (readonly [figure: Figure, label: string, whole: 'recipients' | 'delivered'])[] = [
  ['delivered', 'People reached', 'recipients'],
  ['opened', 'Opened', 'delivered'],
  ['clicked', 'Clicked', 'delivered'],
  ['repliers', 'Replied', 'delivered'],
  ['unsubscribed', 'Unsubscribed', 'delivered'],
  ['bounced', 'Bounced', 'recipients'],
];

/** How many people, each once; below each number what it is when the email campaigns are added up. */
export function PeopleCards({ people, summed, machines }: PeopleCardsProps) {
  const counts = people.counts && shownPeople(people.counts, machines);
  return (
    <div>
      <Kpis
        label="People, each once"
        items={cards.map(([figure, label, whole]): Kpi => ({
          label,
          definition: 'peopleEach',
          value: counts === null ? '–' : <Num value={countOf(figure, counts) ?? 0} />,
          detail:
            counts === null ? (
              'being counted'
            ) : (
              <>
                <Percent part={countOf(figure, counts) ?? 0} whole={counts[whole]} />
                {figure === 'delivered' && (
                  <>
                    {' '}
                    of <Num value={counts.recipients} />
                  </>
                )}
              </>
            ),
          note: `${formatNumber(countOf(figure, summed) ?? 0)} added up`,
        }))}
      />
      {people.counts !== null && people.countedAt !== null && (
        <p className="mt-2 px-1 text-sm text-ink-3">
          People were counted <Time at={people.countedAt} />; something has changed since, and they are being
          counted anew.
        </p>
      )}
    </div>
  );
}
