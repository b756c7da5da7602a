'use client';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { MarketingMergeView } from '@/lib/campaigns/schemas';
import { agree, listSome, plural } from '@/lib/format';
import { undoMarketingMergeAction } from '../../actions';
import { useMarketingActions } from '../../_components/use-marketing-actions';

type MergesProps = {
  name: string;
  merges: MarketingMergeView[];
  mayChange: boolean;
  /** The one whose address led here. */
  arrived: string | null;
};

/** What went into it and can be taken out again, and why another one's address led here. */
export function Merges({ name, merges, mayChange, arrived }: MergesProps) {
  const { unmerged } = useMarketingActions();
  if (merges.length === 0 && arrived === null) return null;
  return (
    <div className="grid gap-2 print:hidden">
      {arrived !== null && (
        <Notice>
          <b>{arrived}</b> was merged into <b>{name}</b>, so that its address leads here.
        </Notice>
      )}
      {merges.map(({ id, by, at, merged }) => {
        const names = listSome(
          merged.map((one) => one.name),
          3,
        );
        const count = merged.reduce((sum, { emailCampaigns }) => sum + emailCampaigns, 0);
        return (
          <Notice
            key={id}
            action={
              mayChange && (
                <ConfirmDialog
                  trigger={<Button size="sm">Undo this merge</Button>}
                  tone="primary"
                  title={`Take ${names} out again`}
                  goes={`${plural(count, 'email campaign')} that came along ${agree(count, 'goes', 'go')} back, with all numbers.`}
                  stays="What somebody moved since stays where it is and is named. The name, dates and budget of this one stay as they are."
                  confirm="Undo this merge"
                  onConfirm={async () => {
                    const result = await undoMarketingMergeAction({ mergeId: id });
                    if (result.ok) unmerged(result.data);
                    return result;
                  }}
                />
              )
            }
          >
            {by} merged <b>{names}</b> into it <Time at={at} />, with {plural(count, 'email campaign')}.
          </Notice>
        );
      })}
    </div>
  );
}
