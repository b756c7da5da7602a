import type { CampaignAsk } from '../../[id]/_components/campaign-ask';
import { MachinesChoice } from '../../[id]/_components/machines-choice';
import { OrdersChoice } from '../../[id]/_components/orders-choice';

/** What the figures count: machines, and which orders. */
export function Choices({ ask }: { ask: CampaignAsk }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-1 text-sm text-ink-3 print:hidden">
      <MachinesChoice ask={ask} />
      <OrdersChoice ask={ask} />
    </div>
  );
}
