export { authOptions, sessionCookieName } from './auth-options';
export { currentActor } from './current-actor';
