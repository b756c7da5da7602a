'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Notice } from '@/components/ui/notice';
import { ShownOnce } from '@/components/ui/shown-once';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { AutomationView } from '@/lib/automations/schemas';
import { makeSecretAction } from '../../actions';

type SecretDialogProps = { automation: Pick<AutomationView, 'id' | 'secret'> };

/** The only moment in which the signing secret is seen. */
export function SecretDialog({ automation: { id, secret } }: SecretDialogProps) {
  const [made, setMade] = useState<string | null>(null);
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => makeSecretAction({ id }),
    onDone: (done) => setMade(done.secret),
  });
  const name = secret === null ? 'Make its signing secret' : 'Make a new signing secret';
  return (
    <Dialog
      onOpenChange={(open) => {
        if (!open) setMade(null);
      }}
      trigger={<Button size="sm">{name}</Button>}
      width="sm"
      title={made === null ? name : 'Signing secret'}
      description={
        secret !== null && made === null
          ? 'The one that signs now signs nothing more: give the receiver the new one at once.'
          : 'The receiver checks by it that a call is from here.'
      }
      footer={
        made === null ? (
          <DialogButtons pending={pending} onClick={() => void run()}>
            Make it
          </DialogButtons>
        ) : (
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        )
      }
    >
      <div className="grid gap-4">
        {made !== null && (
          <>
            <Notice tone="good" title="It is made.">
              Copy it now, and put it into the receiver. Nobody can show it again.
            </Notice>
            <ShownOnce label="Signing secret" value={made} />
          </>
        )}
        <DialogFailure title="Not made." failure={failure} />
      </div>
    </Dialog>
  );
}
