import { BarList } from '@/components/charts/bar-list';
import type { ShownCounts } from '@/lib/campaigns/schemas';
import { definitions } from '@/lib/definitions';
import { formatNumber, formatPercent } from '@/lib/format';

/** From everyone it was sent to down to who ordered, each step as a share of all and of the step before. */
export function FunnelCard({ counts }: { counts: ShownCounts }) {
  const steps = [
    { label: definitions.recipients.name, value: counts.recipients },
    { label: definitions.delivered.name, value: counts.delivered },
    { label: definitions.opened.name, value: counts.openers },
    { label: definitions.clicked.name, value: counts.clickers },
    { label: 'Ordered', value: counts.buyers ?? 0 },
  ];
  return (
    <BarList
      title="Funnel"
      right="share of everyone it was sent to"
      whole={counts.recipients}
      unit="people"
      empty="It was sent to nobody yet."
      bars={steps.map(({ label, value }, n) => {
        const before = steps[n - 1];
        return {
          label,
          value,
          hint: formatNumber(value),
          below:
            n < 2 || before === undefined
              ? undefined
              : `${formatPercent(value, before.value)} of ${before.label.toLowerCase()}`,
        };
      })}
    />
  );
}
