export { authOptions } from './auth-options';
export { currentActor, currentSessionId, unattendedActor } from './current-actor';
