'use client';

import { useId, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { RadioGroup } from '@/components/ui/radio-group';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { MarketingCampaignRow } from '@/lib/campaigns/schemas';
import { plural } from '@/lib/format';
import { mergeMarketingCampaignsAction } from '../actions';
import { useMarketingActions } from './use-marketing-actions';

type Chosen = Pick<MarketingCampaignRow, 'id' | 'name' | 'code' | 'campaignCount'>;

/** Those chosen in the grid become one: which of them stays is chosen here. */
export function MergeChosenDialog({ chosen, onClose }: { chosen: Chosen[]; onClose: () => void }) {
  const { merged } = useMarketingActions();
  const [intoId, setIntoId] = useState(chosen[0]?.id ?? '');
  const id = useId();
  const into = chosen.find((one) => one.id === intoId);
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    of: intoId,
    action: () =>
      mergeMarketingCampaignsAction({
        intoId,
        fromIds: chosen.flatMap((one) => (one.id === intoId ? [] : [one.id])),
      }),
    onDone: (done) => {
      merged(done, into?.name ?? '');
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge ${plural(chosen.length, 'marketing campaign')}`}
      width="sm"
      footer={
        <DialogButtons pending={pending} onClick={() => void run()}>
          Merge {chosen.length}
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <p id={`${id}-stays`} className="font-medium">
          Which one stays
        </p>
        <RadioGroup
          aria-labelledby={`${id}-stays`}
          value={intoId}
          onValueChange={setIntoId}
          options={chosen.map((one) => ({
            value: one.id,
            label: one.name,
            hint: `${one.code}, ${plural(one.campaignCount, 'email campaign')}`,
          }))}
        />
        <p className="text-ink-2">
          The email campaigns of the others go under it, and with them their numbers. Their codes stay valid
          and lead there. It can be undone.
        </p>
        <DialogFailure title="Nothing was merged." failure={failure} />
      </div>
    </Dialog>
  );
}
