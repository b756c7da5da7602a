import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { createContext } from '../context/process-context';
import { systemActor } from '../context';
import { webEnv } from '../env';
import { endSession } from '../users';
import { authCookies } from './cookie-setting';
import { authorize, requestContext } from './authorize';
import { comeByProvider } from './come-by-provider';
import { oidcProvider } from './oidc-provider';

const twelveHours = 12 * 60 * 60;

export function authOptions(): AuthOptions {
  const { oidc, nextauthUrl, nextauthSecret } = webEnv();
  return {
    secret: nextauthSecret,
    session: { strategy: 'jwt', maxAge: twelveHours },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: authCookies(nextauthUrl),
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {} },
        authorize,
      }),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) =>
        account?.provider === 'oidc' ? comeByProvider(user, profile) : true,
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
