import { decode } from 'next-auth/jwt';

type Read = { sessionId: string; endsAt: number };

/** Opening a token costs more than all else that is asked of a session, and says the same each time. */
const opened = new Map<string, Read>();
const maxOpened = 1_000;

/** The session in a sealed token; null: not sealed by us, or over. Only read: next-auth would seal it anew for an answer that carries no cookie. */
export async function readSessionToken(token: string, secret: string): Promise<string | null> {
  const read = opened.get(token) ?? (await open(token, secret));
  if (read === null || read.endsAt <= Date.now()) {
    opened.delete(token);
    return null;
  }
  if (opened.size >= maxOpened) opened.clear();
  opened.set(token, read);
  return read.sessionId;
}

async function open(token: string, secret: string): Promise<Read | null> {
  const session = await decode({ token, secret }).catch(() => null);
  const endsAt = session && typeof session.exp === 'number' ? session.exp * 1_000 : 0;
  return typeof session?.sessionId === 'string' ? { sessionId: session.sessionId, endsAt } : null;
}
