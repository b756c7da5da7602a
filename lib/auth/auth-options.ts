import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { cookies, headers } from 'next/headers';
import { createContext, whenceOf } from '../context/process-context';
import { systemActor, type Context } from '../context';
import { webEnv } from '../env';
import { AppError } from '../errors';
import { endSession, signIn, type SignInPlace } from '../users';
import { Credentials } from '../users/schemas';
import { readSessionToken } from './session-token';

const twelveHours = 12 * 60 * 60;

/** `__Host-` where the cookie can be secure (reliability.md P10, check 14). */
export const sessionCookieName = (applicationUrl: string): string =>
  applicationUrl.startsWith('https:') ? '__Host-dotbridge.session' : 'dotbridge.session';

export function authOptions(): AuthOptions {
  const secure = webEnv().nextauthUrl.startsWith('https:');
  return {
    secret: webEnv().nextauthSecret,
    session: { strategy: 'jwt', maxAge: twelveHours },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(webEnv().nextauthUrl),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(given) {
          // A JSON body arrives as it is: objects and arrays are refused here (P8).
          const parsed = Credentials.safeParse({ email: given?.email, password: given?.password });
          if (!parsed.success) return null;
          const signedIn = await trySignIn(parsed.data, await placeOfRequest());
          if (signedIn === null) return null;
          await keepDevice(signedIn.device);
          return { id: signedIn.userId, sessionId: signedIn.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user && 'sessionId' in user ? { sub: user.id, sessionId: user.sessionId } : token,
      session: ({ session, token }) => ({ expires: session.expires, sessionId: token.sessionId }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId === 'string') {
          await endSession(await requestContext(), token.sessionId);
        }
      },
    },
    logger: {
      error: (code) => createContext(systemActor).log.error({ code }, 'next-auth'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const year = 365 * 24 * 60 * 60;
const deviceCookieName = (applicationUrl: string): string =>
  applicationUrl.startsWith('https:') ? '__Host-dotbridge.device' : 'dotbridge.device';

async function placeOfRequest(): Promise<SignInPlace> {
  const { nextauthUrl, nextauthSecret } = webEnv();
  const [kept, sent] = await Promise.all([cookies(), headers()]);
  const session = kept.get(sessionCookieName(nextauthUrl))?.value;
  return {
    userAgent: sent.get('user-agent'),
    device: kept.get(deviceCookieName(nextauthUrl))?.value ?? null,
    sessionId: session === undefined ? null : await readSessionToken(session, nextauthSecret),
  };
}

async function keepDevice(device: string): Promise<void> {
  const { nextauthUrl } = webEnv();
  const secure = nextauthUrl.startsWith('https:');
  (await cookies()).set(deviceCookieName(nextauthUrl), device, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: year,
  });
}

/** What authorize throws ends up in the address: only fixed codes may leave (P9). */
async function trySignIn(credentials: Credentials, place: SignInPlace) {
  const ctx = await requestContext();
  try {
    return await signIn(ctx, credentials, place);
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many') throw new Error('TooMany');
    ctx.log.error({ err: error }, 'sign-in failed');
    throw new Error('Unavailable');
  }
}

async function requestContext(): Promise<Context> {
  const sent = await headers();
  return createContext(
    systemActor,
    undefined,
    whenceOf((name) => sent.get(name), 'page'),
  );
}
