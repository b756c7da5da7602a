import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { Actor } from '../actor';
import { processDb } from '../db';
import { findActorBySession } from '../users';
import { authOptions } from './auth-options';

/** The session that the request's cookie names, whether it still lasts or not. Once per request. */
export const currentSessionId = cache(async (): Promise<string | null> => {
  const session: unknown = await getServerSession(authOptions());
  const sessionId =
    session && typeof session === 'object' && 'sessionId' in session ? session.sessionId : null;
  return typeof sessionId === 'string' ? sessionId : null;
});

/** Who sent this request, as the database knows them now; null when not signed in. Once per request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await currentSessionId();
  if (sessionId === null) return null;
  return findActorBySession({ db: processDb(), now: () => new Date() }, sessionId);
});
