import type { Campaign } from '../../engine/campaigns/campaign';

const steps = [
  { name: 'Details', part: 'edit' },
  { name: 'Content', part: 'content' },
  { name: 'Recipients', part: 'send' },
  { name: 'Confirm', part: 'confirm' },
] as const;

/** Where one is on the way from a name to a sent mail; steps behind can be gone back to. */
export function Steps({ campaign, at }: { campaign?: Campaign; at: (typeof steps)[number]['part'] }) {
  const here = steps.findIndex(({ part }) => part === at);
  return (
    <ol className="steps" aria-label="Steps">
      {steps.map(({ name, part }, n) => (
        <li key={part} aria-current={part === at ? 'step' : undefined}>
          {campaign?.status === 'Unsent' && n < here ? (
            <a href={`/campaigns/${campaign.id}/${part}`}>{name}</a>
          ) : (
            name
          )}
        </li>
      ))}
    </ol>
  );
}
