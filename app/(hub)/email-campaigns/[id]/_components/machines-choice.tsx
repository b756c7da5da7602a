import { LinkChoice } from '@/components/ui/link-choice';
import type { CampaignAsk } from './campaign-ask';

/** Whether what machines did counts. */
export function MachinesChoice({ ask, className }: { ask: CampaignAsk; className?: string }) {
  return (
    <LinkChoice
      label="Machines"
      className={className}
      options={[
        {
          label: 'People only',
          href: ask.hrefWith({ machine: '' }),
          isChosen: ask.machines === 'out',
        },
        {
          label: 'With machines',
          href: ask.hrefWith({ machine: 'in' }),
          isChosen: ask.machines === 'in',
        },
      ]}
    />
  );
}
