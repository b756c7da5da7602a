import { BarList } from '@/components/charts/bar-list';
import { CountLink } from '@/components/ui/count-link';
import { Num } from '@/components/ui/numbers';
import type { RecipientResult, ShownCounts } from '@/lib/campaigns/schemas';
import { definitions } from '@/lib/definitions';
import { formatPercent } from '@/lib/format';
import { peopleByResult, type PeopleOf } from './people-of';

/** From everyone it was sent to down to who ordered, each step as a share of all and of the step before. */
export function FunnelCard({ counts, people }: { counts: ShownCounts; people: PeopleOf }) {
  const { hrefOf, listOf } = peopleByResult(people);
  const steps: { label: string; value: number; result?: RecipientResult }[] = [
    { label: definitions.recipients.name, value: counts.recipients },
    { label: definitions.delivered.name, value: counts.delivered, result: 'delivered' },
    { label: definitions.opened.name, value: counts.openers, result: 'opened' },
    { label: definitions.clicked.name, value: counts.clickers, result: 'clicked' },
    { label: 'Ordered', value: counts.buyers ?? 0, result: 'ordered' },
  ];
  return (
    <BarList
      title="Funnel"
      right="share of everyone it was sent to"
      whole={counts.recipients}
      unit="people"
      empty="It was sent to nobody yet."
      bars={steps.map(({ label, value, result }, n) => {
        const before = steps[n - 1];
        return {
          label,
          value,
          below: (
            <>
              <span className="people-of">
                <CountLink href={hrefOf(result)}>
                  <Num value={value} />
                </CountLink>
                {listOf(value, result)}
              </span>
              {n >= 2 && before !== undefined && (
                <span className="pl-6">
                  {formatPercent(value, before.value)} of {before.label.toLowerCase()}
                </span>
              )}
            </>
          ),
        };
      })}
    />
  );
}
