import { cookies, headers } from 'next/headers';
import { webEnv } from '../env';
import { stepMinutes, type SignInPlace } from '../users';
import { cookieSetting } from './cookie-setting';
import { readSessionToken } from './session-token';

const year = 365 * 24 * 60 * 60;

export const sessionCookieName = (applicationUrl: string): string =>
  cookieSetting(applicationUrl, 'session').name;

export async function placeOfRequest(): Promise<SignInPlace> {
  const { nextauthUrl, nextauthSecret } = webEnv();
  const [kept, sent] = await Promise.all([cookies(), headers()]);
  const session = kept.get(sessionCookieName(nextauthUrl))?.value;
  return {
    userAgent: sent.get('user-agent'),
    device: kept.get(cookieSetting(nextauthUrl, 'device').name)?.value ?? null,
    sessionId: session === undefined ? null : await readSessionToken(session, nextauthSecret),
  };
}

export const keepDevice = (device: string): Promise<void> => keep('device', device, year);

/** The half of a sign-in whose password was right. */
export const keepStep = (step: string): Promise<void> => keep('sign-in-step', step, stepMinutes * 60);
export const dropStep = (): Promise<void> => keep('sign-in-step', '', 0);
export const readStep = async (): Promise<string | null> =>
  (await cookies()).get(cookieSetting(webEnv().nextauthUrl, 'sign-in-step').name)?.value ?? null;

async function keep(name: string, value: string, maxAge: number): Promise<void> {
  const setting = cookieSetting(webEnv().nextauthUrl, name);
  (await cookies()).set(setting.name, value, { ...setting.options, maxAge });
}
