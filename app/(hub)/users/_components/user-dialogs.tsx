'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toaster';
import { plural } from '@/lib/format';
import type { UserView } from '@/lib/users/schemas';
import {
  deactivateUserAction,
  reactivateUserAction,
  resetSecondFactorAction,
  signOutUserAction,
} from '../actions';
import { LinkDialog } from './link-dialog';
import { RoleDialog } from './role-dialog';

export type Asked = {
  what: 'role' | 'link' | 'factor' | 'sign-out' | 'deactivate' | 'reactivate';
  user: UserView;
};

type UserDialogsProps = { asked: Asked; byMail: boolean; onClose: () => void };

/** What is asked before something is done to a person's access. */
export function UserDialogs({ asked: { what, user }, byMail, onClose }: UserDialogsProps) {
  const shared = { open: true, onOpenChange: (open: boolean) => !open && onClose() };
  switch (what) {
    case 'role':
      return <RoleDialog user={user} onClose={onClose} />;
    case 'link':
      return <LinkDialog user={user} byMail={byMail} onClose={onClose} />;
    case 'factor':
      return (
        <ConfirmDialog
          {...shared}
          title={`Reset the second factor of ${user.name}`}
          goes="Their phone and recovery codes open nothing any more, the password alone is enough, and they are signed out everywhere."
          stays="Password, role and API tokens stay. Where their role needs a second factor, they set one up at the next sign-in."
          confirm="Reset it"
          onConfirm={async () => {
            const result = await resetSecondFactorAction({ id: user.id });
            if (result.ok) toast.good(`${user.name} has no second factor now`);
            return result;
          }}
        />
      );
    case 'sign-out':
      return (
        <ConfirmDialog
          {...shared}
          title={`Sign ${user.name} out everywhere`}
          goes="Every browser in which they are signed in asks for the password at the next click."
          stays="Password, role and API tokens stay."
          confirm="Sign out everywhere"
          onConfirm={async () => {
            const result = await signOutUserAction({ id: user.id });
            if (result.ok) toast.good(`${user.name}: ${plural(result.data.endedCount, 'session')} ended`);
            return result;
          }}
        />
      );
    case 'deactivate':
      return (
        <ConfirmDialog
          {...shared}
          title={`Deactivate ${user.name}`}
          goes="They are signed out at once and can’t sign in. Their API tokens and links are refused, and mail to them that hasn’t left is taken back."
          stays="What they own and did stays, and so does the person: they can be reactivated."
          confirm="Deactivate"
          onConfirm={async () => {
            const result = await deactivateUserAction({ id: user.id });
            if (result.ok) toast.good(`${user.name} is deactivated`);
            return result;
          }}
        />
      );
    case 'reactivate':
      return (
        <ConfirmDialog
          {...shared}
          tone="primary"
          title={`Reactivate ${user.name}`}
          goes="They can sign in again with the password they had, and their API tokens that weren’t revoked work again."
          confirm="Reactivate"
          onConfirm={async () => {
            const result = await reactivateUserAction({ id: user.id });
            if (result.ok) toast.good(`${user.name} can sign in again`);
            return result;
          }}
        />
      );
  }
}
