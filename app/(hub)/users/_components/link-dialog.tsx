'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { LinkDelivery, UserView } from '@/lib/users/schemas';
import { sendPasswordLinkAction } from '../actions';
import { Delivered } from './delivered';

type LinkDialogProps = { user: UserView; byMail: boolean; onClose: () => void };

/** A link with which the person chooses a password, by mail or to hand on. */
export function LinkDialog({ user, byMail, onClose }: LinkDialogProps) {
  const [made, setMade] = useState<LinkDelivery | null>(null);
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => sendPasswordLinkAction({ id: user.id }),
    onDone: setMade,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={user.state === 'invited' ? `Invite ${user.name} again` : `A new password for ${user.name}`}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <DialogButtons pending={pending} onClick={() => void run()}>
            {byMail ? 'Send the link' : 'Make a link'}
          </DialogButtons>
        )
      }
    >
      <div className="grid gap-3">
        {made ? (
          <Delivered name={user.name} delivery={made} />
        ) : (
          <p>
            {byMail ? `A link goes to ${user.email}` : 'You get a link to hand on'}; it works once, for an
            hour. Links from before open nothing any more.
            {user.state === 'active' && ' Their current password works until they choose another.'}
          </p>
        )}
        <DialogFailure title="Nothing has changed." failure={failure} />
      </div>
    </Dialog>
  );
}
