'use client';

import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { RadioGroup } from '@/components/ui/radio-group';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { RoleName, type UserView } from '@/lib/users/schemas';
import { changeRoleAction } from '../actions';
import { roleOptions, roleWords } from './role-words';

export function RoleDialog({ user, onClose }: { user: UserView; onClose: () => void }) {
  const [role, setRole] = useState(user.role);
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => changeRoleAction({ id: user.id, role }),
    of: role,
    onDone: () => {
      toast.good(`${user.name} is ${roleWords[role].one} now`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={`Role of ${user.name}`}
      description="Holds from their next click on, and for their API tokens too."
      footer={
        <DialogButtons
          pending={pending}
          why={role === user.role ? `They are ${roleWords[role].one} already.` : null}
          onClick={() => void run()}
        >
          Change role
        </DialogButtons>
      }
    >
      <div className="grid gap-3">
        <RadioGroup
          aria-label="Role"
          options={roleOptions}
          value={role}
          onValueChange={(value) => setRole(RoleName.parse(value))}
        />
        <DialogFailure title="Nothing has changed." failure={failure} />
      </div>
    </Dialog>
  );
}
