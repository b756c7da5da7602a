import { signInAgain } from './session-over';

/** fetch for our own routes: where the session is over the person signs in again in place, and the question goes out once more. */
export async function fetchSignedIn(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init);
  if (answer.status !== 401 || !(await signInAgain({ byItself: true }))) return answer;
  return fetch(path, init);
}
