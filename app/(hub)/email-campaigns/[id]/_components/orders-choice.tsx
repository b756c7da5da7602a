import { LinkChoice } from '@/components/ui/link-choice';
import { agree } from '@/lib/format';
import type { CampaignAsk } from './campaign-ask';

const windows = [1, 3, 7, 14, 30];

/** Which orders count: within how many days, and after what. */
export function OrdersChoice({ ask }: { ask: CampaignAsk }) {
  const { revenue } = ask;
  return (
    <div className="flex flex-wrap items-center gap-2">
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
    </div>
  );
}
