import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { Actor } from '../actor';
import { processDb } from '../db';
import { findActorBySession } from '../users';
import { authOptions } from './auth-options';

/** Who sent this request, as the database knows them now; null when not signed in. Once per request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const session: unknown = await getServerSession(authOptions());
  const sessionId =
    session && typeof session === 'object' && 'sessionId' in session ? session.sessionId : null;
  if (typeof sessionId !== 'string') return null;
  return findActorBySession({ db: processDb(), now: () => new Date() }, sessionId);
});
