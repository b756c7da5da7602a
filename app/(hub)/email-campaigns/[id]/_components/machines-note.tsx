import { Plural } from '@/components/ui/numbers';
import { machineRules } from '@/lib/campaigns';
import { shownCounts, type CampaignCounts } from '@/lib/campaigns/schemas';
import type { CampaignAsk } from './campaign-ask';
import { MachinesChoice } from './machines-choice';

/** Both figures, which of them the page shows, and what tells machines from people. */
export function MachinesNote({ counts, ask }: { counts: CampaignCounts; ask: CampaignAsk }) {
  const { machineOpens, machineClicks } = shownCounts(counts, ask.machines);
  const out = ask.machines === 'out';
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-1 text-sm text-ink-2">
      <details className="min-w-0 flex-[1_1_320px]">
        <summary className="w-fit cursor-pointer">
          <Plural count={machineOpens} one="open" /> and <Plural count={machineClicks} one="click" /> of
          machines are {out ? 'left out' : 'counted in'}.
        </summary>
        <p className="mt-1.5">
          A machine made it, where it came from {Object.values(machineRules).join('; ')}. Filters and lists
          always count people only. Who clicked has opened.
        </p>
      </details>
      <MachinesChoice ask={ask} className="print:hidden" />
    </div>
  );
}
