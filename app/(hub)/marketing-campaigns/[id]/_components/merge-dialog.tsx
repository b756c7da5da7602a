'use client';

import { useId, useState } from 'react';
import { DraftNotice } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { mergeMarketingCampaignsAction } from '../../actions';
import { loadCampaignsBut } from '../../_components/load-campaigns';
import { useMarketingActions } from '../../_components/use-marketing-actions';

type MergeDialogProps = { campaign: { id: string; name: string; version: number } };

const nothing = { fromIds: [] as string[] };

/** Others go into the marketing campaign of the page. */
export function MergeDialog({ campaign: { id, name, version } }: MergeDialogProps) {
  const { merged } = useMarketingActions();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(nothing);
  const fieldId = useId();
  const { fromIds } = asked;
  const { pending, failure, run, draft } = useDialogAction({
    draft: { form: `Merge into ${id}`, base: nothing, values: asked, put: setAsked },
    of: fromIds,
    action: () => mergeMarketingCampaignsAction({ intoId: id, fromIds, version }),
    onDone: (done) => {
      setAsked(nothing);
      setOpen(false);
      merged(done, name);
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button hotkey="m">Merge</Button>}
      title={`Merge others into ${name}`}
      width="sm"
      footer={
        <DialogButtons
          pending={pending}
          why={fromIds.length === 0 ? 'Choose what goes into it.' : null}
          onClick={() => void run()}
        >
          Merge
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        <div>
          <span id={`${fieldId}-from`} className="mb-1 block text-md font-medium">
            Marketing campaigns that go into it
          </span>
          <Combobox
            aria-labelledby={`${fieldId}-from`}
            multiple
            value={fromIds}
            onChange={(chosen) => setAsked({ fromIds: chosen })}
            load={loadCampaignsBut([id])}
            searchPlaceholder="Search name or code"
            emptyText="No marketing campaign has this name or code"
          />
        </div>
        <p className="text-ink-2">
          Their email campaigns go under {name}, and with them their numbers. Their codes stay valid and lead
          here. It can be undone.
        </p>
        <DialogFailure title="Nothing was merged." failure={failure} />
      </div>
    </Dialog>
  );
}
