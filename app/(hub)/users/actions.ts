'use server';

import { defineAction } from '@/app/_server/define-action';
import {
  changeRole,
  changeRoleRules,
  deactivateUser,
  endUserSession,
  inviteUser,
  reactivateUser,
  resetSecondFactor,
  sendPasswordLink,
  signOutUser,
} from '@/lib/users';
import { ChangeRole, InviteUser, RoleRules, UserRef, UserSessionRef } from '@/lib/users/schemas';

const revalidate = ['/users', '/users/sign-in'];

/** Who gets in, and what they may: asked again who asks. */
const stepUp = true;

export const inviteUserAction = defineAction({
  input: InviteUser,
  run: inviteUser,
  stepUp,
  wakes: true,
  revalidate,
});
export const sendPasswordLinkAction = defineAction({
  input: UserRef,
  run: sendPasswordLink,
  stepUp,
  wakes: true,
  revalidate,
});
export const changeRoleAction = defineAction({ input: ChangeRole, run: changeRole, stepUp, revalidate });
export const deactivateUserAction = defineAction({ input: UserRef, run: deactivateUser, stepUp, revalidate });
export const reactivateUserAction = defineAction({ input: UserRef, run: reactivateUser, stepUp, revalidate });
export const resetSecondFactorAction = defineAction({
  input: UserRef,
  run: resetSecondFactor,
  stepUp,
  wakes: true,
  revalidate,
});
export const changeRoleRulesAction = defineAction({
  input: RoleRules,
  run: changeRoleRules,
  stepUp,
  revalidate,
});
export const signOutUserAction = defineAction({ input: UserRef, run: signOutUser, revalidate });
export const endUserSessionAction = defineAction({ input: UserSessionRef, run: endUserSession, revalidate });
