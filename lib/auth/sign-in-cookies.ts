import { cookies, headers } from 'next/headers';
import { webEnv } from '../env';
import { stepMinutes, type SignInPlace } from '../users';
import { readSessionToken } from './session-token';

const year = 365 * 24 * 60 * 60;

/** `__Host-` where the cookie can be secure (reliability.md P10, check 14). */
const cookieName = (applicationUrl: string, name: string): string =>
  applicationUrl.startsWith('https:') ? `__Host-dotbridge.${name}` : `dotbridge.${name}`;

export const sessionCookieName = (applicationUrl: string): string => cookieName(applicationUrl, 'session');

export async function placeOfRequest(): Promise<SignInPlace> {
  const { nextauthUrl, nextauthSecret } = webEnv();
  const [kept, sent] = await Promise.all([cookies(), headers()]);
  const session = kept.get(sessionCookieName(nextauthUrl))?.value;
  return {
    userAgent: sent.get('user-agent'),
    device: kept.get(cookieName(nextauthUrl, 'device'))?.value ?? null,
    sessionId: session === undefined ? null : await readSessionToken(session, nextauthSecret),
  };
}

export const keepDevice = (device: string): Promise<void> => keep('device', device, year);

/** The half of a sign-in whose password was right. */
export const keepStep = (step: string): Promise<void> => keep('sign-in-step', step, stepMinutes * 60);
export const dropStep = (): Promise<void> => keep('sign-in-step', '', 0);
export const readStep = async (): Promise<string | null> =>
  (await cookies()).get(cookieName(webEnv().nextauthUrl, 'sign-in-step'))?.value ?? null;

async function keep(name: string, value: string, maxAge: number): Promise<void> {
  const { nextauthUrl } = webEnv();
  const secure = nextauthUrl.startsWith('https:');
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge };
  (await cookies()).set(cookieName(nextauthUrl, name), value, options);
}
