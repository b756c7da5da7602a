'use client';

import { useId, useState } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';
import { moveEmailCampaignAction } from '../../actions';
import { loadCampaignsBut } from '../../_components/load-campaigns';
import { useMarketingActions } from '../../_components/use-marketing-actions';
import { ListsChange } from './lists-change';

type MoveDialogProps = {
  campaign: { id: string; name: string; asking: string | null };
  moving: EmailCampaignRow;
  onClose: () => void;
};

/** One email campaign goes under another marketing campaign. */
export function MoveDialog({ campaign, moving, onClose }: MoveDialogProps) {
  const { moved } = useMarketingActions();
  const [toId, setToId] = useState<string | null>(null);
  const id = useId();
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    of: toId,
    action: () => moveEmailCampaignAction({ id: moving.id, fromId: campaign.id, toId: toId ?? '' }),
    onDone: (done) => {
      onClose();
      moved(done);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${moving.name}`}
      width="sm"
      footer={
        <DialogButtons
          pending={pending}
          why={toId === null ? 'Choose where it goes.' : null}
          onClick={() => void run()}
        >
          Move
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <p>It leaves {campaign.name}, with all numbers.</p>
        <div>
          <span id={`${id}-to`} className="mb-1 block text-md font-medium">
            Marketing campaign
          </span>
          <Combobox
            aria-labelledby={`${id}-to`}
            value={toId}
            onChange={setToId}
            load={loadCampaignsBut([campaign.id])}
            searchPlaceholder="Search name or code"
            emptyText="No marketing campaign has this name or code"
          />
        </div>
        <ListsChange name={campaign.name} asking={campaign.asking} />
        <DialogFailure title="Not moved." failure={failure} />
      </div>
    </Dialog>
  );
}
