'use client';

import { useId, useState } from 'react';
import { DraftNotice } from '@/components/forms';
import { CountedInput } from '@/components/ui/counted-input';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';
import { agree, listSome, plural } from '@/lib/format';
import { splitMarketingCampaignAction } from '../../actions';
import { useMarketingActions } from '../../_components/use-marketing-actions';
import { ListsChange } from './lists-change';

type SplitDialogProps = {
  campaign: { id: string; name: string; version: number; asking: string | null };
  chosen: EmailCampaignRow[];
  onClose: () => void;
};

/** The chosen email campaigns go into a new marketing campaign. */
export function SplitDialog({ campaign, chosen, onClose }: SplitDialogProps) {
  const { split } = useMarketingActions();
  const proposed = { name: chosen[0]?.name ?? '' };
  const [asked, setAsked] = useState(proposed);
  const id = useId();
  const { pending, failure, run, draft } = useDialogAction({
    draft: { form: `Split of ${campaign.id}`, base: proposed, values: asked, put: setAsked },
    of: asked,
    action: () =>
      splitMarketingCampaignAction({
        id: campaign.id,
        version: campaign.version,
        name: asked.name,
        emailCampaignIds: chosen.map((one) => one.id),
      }),
    onDone: (done) => {
      onClose();
      split(done);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Split ${plural(chosen.length, 'email campaign')} off`}
      width="sm"
      footer={
        <DialogButtons
          pending={pending}
          why={asked.name.trim() === '' ? 'Give it a name.' : null}
          onClick={() => void run()}
        >
          Split off
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        <p>
          {listSome(
            chosen.map((one) => one.name),
            3,
          )}{' '}
          {agree(chosen.length, 'leaves', 'leave')} {campaign.name} for a new marketing campaign, with all
          numbers.
        </p>
        <div>
          <label htmlFor={id} className="mb-1 block text-md font-medium">
            Name of the new one
          </label>
          <CountedInput
            id={id}
            value={asked.name}
            max={255}
            autoComplete="off"
            onChange={(event) => setAsked({ name: event.target.value })}
          />
        </div>
        <ListsChange name={campaign.name} asking={campaign.asking} />
        <DialogFailure title="Nothing was split off." failure={failure} />
      </div>
    </Dialog>
  );
}
