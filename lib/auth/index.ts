export { authOptions } from './auth-options';
export { currentActor } from './current-actor';
