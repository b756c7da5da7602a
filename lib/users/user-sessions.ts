import type { Context } from '../context';
import { permit } from '../permissions';
import { endSessions } from './end-sessions';
import { readSessions } from './read-sessions';
import type { SessionView, UserRef, UserSessionRef } from './schemas';

/** Where somebody is signed in, the latest first. */
export async function listUserSessions(
  ctx: Context,
  { id }: UserRef,
  currentSessionId: string | null,
): Promise<SessionView[]> {
  permit(ctx, 'users.read');
  return readSessions(ctx, BigInt(id), currentSessionId);
}

/** Signs somebody out of one browser. A session of another person isn't touched. Safe to repeat. */
export async function endUserSession(ctx: Context, { id, sessionId }: UserSessionRef): Promise<void> {
  permit(ctx, 'users.write');
  await endSessions(ctx, { userId: BigInt(id), which: { id: sessionId }, action: 'user.sign-out' });
}
