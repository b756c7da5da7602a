import type { User } from 'next-auth';
import { createContext } from '../context/process-context';
import { systemActor } from '../context';
import { signInByProvider } from '../users';
import { requestContext } from './authorize';
import { keepDevice, placeOfRequest } from './sign-in-cookies';

/** Opens the session of whom the provider vouches for, and notes it at the user that the cookie is made of. Else: where to go instead. */
export async function comeByProvider(user: User, claims: unknown): Promise<true | string> {
  const answer = await orUnavailable(claims);
  if (typeof answer === 'string') return `/sign-in?${new URLSearchParams({ error: answer })}`;
  await keepDevice(answer.device);
  Object.assign(user, { id: answer.userId, sessionId: answer.sessionId });
  return true;
}

async function orUnavailable(claims: unknown) {
  try {
    return await signInByProvider(await requestContext(), claims, await placeOfRequest());
  } catch (error) {
    createContext(systemActor).log.error({ err: error }, 'sign-in by the provider failed');
    return 'Unavailable';
  }
}
