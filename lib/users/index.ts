export { removeEndedSessions } from './remove-ended-sessions';
export { createOrResetUser } from './create-or-reset-user';
export { findPerson, type KnownPerson } from './find-person';
export { listOwnerOptions, listUsers } from './list-users';
export { endSession, findActorBySession, peekActorBySession } from './session';
export { signIn, type SignedIn } from './sign-in';
export { deleteView, listViews, renameView, replaceView, saveView, setDefaultView } from './saved-views';
export { changeOwnAccount, chooseReport, getOwnAccount } from './own-account';
