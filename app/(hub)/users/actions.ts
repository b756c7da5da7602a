'use server';

import { defineAction } from '@/app/_server/define-action';
import {
  changeRole,
  deactivateUser,
  inviteUser,
  reactivateUser,
  sendPasswordLink,
  signOutUser,
} from '@/lib/users';
import { ChangeRole, InviteUser, UserRef } from '@/lib/users/schemas';

const revalidate = ['/users'];

export const inviteUserAction = defineAction({ input: InviteUser, run: inviteUser, wakes: true, revalidate });
export const sendPasswordLinkAction = defineAction({
  input: UserRef,
  run: sendPasswordLink,
  wakes: true,
  revalidate,
});
export const changeRoleAction = defineAction({ input: ChangeRole, run: changeRole, revalidate });
export const deactivateUserAction = defineAction({ input: UserRef, run: deactivateUser, revalidate });
export const reactivateUserAction = defineAction({ input: UserRef, run: reactivateUser, revalidate });
export const signOutUserAction = defineAction({ input: UserRef, run: signOutUser, revalidate });
