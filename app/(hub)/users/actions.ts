'use server';

import { defineAction } from '@/app/_server/define-action';
import {
  changeRole,
  changeSeenByOwner,
  changeViewerSight,
  createTeam,
  deleteTeam,
  updateTeam,
  changeRoleRules,
  deactivateUser,
  endUserSession,
  inviteUser,
  reactivateUser,
  resetSecondFactor,
  sendPasswordLink,
  signOutUser,
} from '@/lib/users';
import {
  ChangeRole,
  CreateTeam,
  InviteUser,
  RoleRules,
  SeenByOwnerInput,
  TeamRef,
  UpdateTeam,
  UserRef,
  UserSessionRef,
  ViewerSight,
} from '@/lib/users/schemas';

const revalidate = ['/users', '/users/sign-in', '/users/roles', '/users/teams'];

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
export const changeViewerSightAction = defineAction({
  input: ViewerSight,
  run: changeViewerSight,
  stepUp,
  revalidate,
});
export const changeSeenByOwnerAction = defineAction({
  input: SeenByOwnerInput,
  run: changeSeenByOwner,
  stepUp,
  revalidate,
});
export const createTeamAction = defineAction({ input: CreateTeam, run: createTeam, stepUp, revalidate });
export const updateTeamAction = defineAction({ input: UpdateTeam, run: updateTeam, stepUp, revalidate });
export const deleteTeamAction = defineAction({ input: TeamRef, run: deleteTeam, stepUp, revalidate });
