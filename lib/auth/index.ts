export { authOptions } from './auth-options';
export { awaitsCode } from './authorize';
export { currentActor, currentSessionId, unattendedActor } from './current-actor';
