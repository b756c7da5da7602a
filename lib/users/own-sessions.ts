import type { Context } from '../context';
import { permit } from '../permissions';
import { endSessions } from './end-sessions';
import { ownId } from './own-account';
import { readSessions } from './read-sessions';
import type { SessionRef, SessionView } from './schemas';

/** Where the person is signed in, the latest first. */
export async function listOwnSessions(ctx: Context, currentSessionId: string | null): Promise<SessionView[]> {
  permit(ctx, 'account.own');
  return readSessions(ctx, ownId(ctx), currentSessionId);
}

/** Nobody ends another's. Safe to repeat. */
export async function endOwnSession(ctx: Context, { id }: SessionRef): Promise<void> {
  permit(ctx, 'account.own');
  await endThese(ctx, { id });
}

export async function endOtherSessions(ctx: Context, currentSessionId: string | null): Promise<void> {
  permit(ctx, 'account.own');
  await endThese(ctx, currentSessionId === null ? {} : { id: { not: currentSessionId } });
}

const endThese = (ctx: Context, which: { id?: string | { not: string } }): Promise<void> =>
  endSessions(ctx, { userId: ownId(ctx), which, action: 'account.sign-out' });
