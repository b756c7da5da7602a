import { cookies } from 'next/headers';
import { cache } from 'react';
import type { Actor } from '../actor';
import { processDb } from '../db';
import { findActorBySession, peekActorBySession } from '../users';
import { webEnv } from '../env';
import { sessionCookieName } from './sign-in-cookies';
import { readSessionToken } from './session-token';

const sessions = () => ({ db: processDb(), now: () => new Date() });

/** The session that the request's cookie names, whether it still lasts or not. Once per request. */
export const currentSessionId = cache(async (): Promise<string | null> => {
  const { nextauthUrl, nextauthSecret } = webEnv();
  const token = (await cookies()).get(sessionCookieName(nextauthUrl))?.value;
  return token === undefined ? null : readSessionToken(token, nextauthSecret);
});

/** Who sent this request, as the database knows them now; null when not signed in. Once per request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await currentSessionId();
  return sessionId === null ? null : findActorBySession(sessions(), sessionId);
});

/** The same for a request that a page sends by itself, to be asked as often as it lasts: it puts off no session's end. */
export async function unattendedActor(): Promise<() => Promise<Actor | null>> {
  const sessionId = await currentSessionId();
  return async () => (sessionId === null ? null : peekActorBySession(sessions(), sessionId));
}
