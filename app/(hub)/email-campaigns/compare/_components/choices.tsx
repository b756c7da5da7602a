import { LinkChoice } from '@/components/ui/link-choice';
import { agree } from '@/lib/format';
import type { CampaignAsk } from '../../[id]/_components/campaign-ask';

const windows = [1, 3, 7, 14, 30];

/** What the figures count: machines, and which orders. */
export function Choices({ ask }: { ask: CampaignAsk }) {
  const { machines, revenue } = ask;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-1 text-sm text-ink-3 print:hidden">
      <LinkChoice
        label="Machines"
        options={[
          { label: 'People only', href: ask.hrefWith({ machine: '' }), isChosen: machines === 'out' },
          { label: 'With machines', href: ask.hrefWith({ machine: 'in' }), isChosen: machines === 'in' },
        ]}
      />
      <span className="flex flex-wrap items-center gap-2">
        Orders within
        <LinkChoice
          label="Orders within so many days"
          options={windows.map((days) => ({
            label: agree(days, `${days} day`, String(days)),
            href: ask.hrefWith({ days: days === 7 ? '' : String(days) }),
            isChosen: days === revenue.days,
          }))}
        />
        after
        <LinkChoice
          label="Orders after"
          options={(['click', 'open'] as const).map((after) => ({
            label: after === 'click' ? 'a click' : 'an open',
            href: ask.hrefWith({ after: after === 'click' ? '' : after }),
            isChosen: after === revenue.after,
          }))}
        />
      </span>
    </div>
  );
}
