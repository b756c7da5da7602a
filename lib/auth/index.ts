export { authOptions } from './auth-options';
export { currentActor, currentSessionId } from './current-actor';
