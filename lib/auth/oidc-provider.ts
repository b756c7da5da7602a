import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { WebEnv } from '../env';

type Claims = { sub: string } & Record<string, unknown>;

/** As old as a session may be: being asked for it, the provider says when it last asked who somebody is. */
const maxAgeSeconds = 12 * 60 * 60;

/** The company's own sign-in, as the environment describes it. Code flow with PKCE, state and nonce. */
export function oidcProvider(oidc: NonNullable<WebEnv['oidc']>): OAuthConfig<Claims> {
  const { issuer, clientId, clientSecret, name, scope, groupsClaim } = oidc;
  return {
    id: 'oidc',
    name,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope, max_age: maxAgeSeconds } },
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // Address and groups stand in the ID token or are asked for, as the provider likes; what is signed goes before.
      request: async ({ client, tokens }) => {
        if (!hasClaims(tokens)) throw new Error('no ID token');
        const signed = tokens.claims();
        if ('email' in signed && groupsClaim in signed) return signed;
        if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return signed;
        const told = await client.userinfo<Claims>(tokens.access_token);
        if (told.sub !== signed.sub) throw new Error('the provider tells of somebody else');
        return { ...told, ...signed };
      },
    },
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** The token set that openid-client has checked, which next-auth's types know without its methods. */
const hasClaims = <Tokens extends object>(tokens: Tokens): tokens is Tokens & { claims: () => Claims } =>
  'claims' in tokens;
