export { authOptions } from './auth-options';
export { currentActor, unattendedActor } from './current-actor';
