import { signInAgain } from './session-over';

/**
 * Asked before a body that takes its time goes out: of a server that refuses it in its midst a browser only hears that the line broke.
 * Where the session is over the person signs in again in place.
 */
export async function isStillSignedIn(): Promise<boolean> {
  const answer = await fetch('/api/session').catch(() => null);
  return answer?.status !== 401 || signInAgain();
}
