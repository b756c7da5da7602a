import { createSign, generateKeyPairSync } from 'node:crypto';
import type { Server } from 'node:http';
import { once } from 'node:events';
import Provider from 'oidc-provider';

export type TestAccount = { email: string; email_verified: boolean; name: string; groups: string[] };

type Options = {
  port: number;
  /** Where Dotbridge is. */
  applicationUrl: string;
  /** By what is typed at the provider as the name. */
  accounts: Record<string, TestAccount>;
};

export const testClient = { id: 'dotbridge', secret: 'a secret between Dotbridge and its provider' };

type Claims = Record<string, unknown>;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const part = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

/** With the provider's own key. */
function signed(claims: Claims): string {
  const text = `${part({ alg: 'RS256', kid: 'test' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
}

/** A real OpenID Connect provider with its own page to sign in; any password is right there. */
export async function startOidcProvider({ port, applicationUrl, accounts }: Options) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: testClient.id,
        client_secret: testClient.secret,
        redirect_uris: [`${applicationUrl}/api/auth/callback/oidc`],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    scopes: ['openid', 'profile', 'email', 'groups'],
    cookies: { keys: ['one key of the test'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts[id] }),
    }),
    // Nobody is asked what Dotbridge may know of them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  let tell = (claims: Claims): Claims => claims;
  provider.use(async (ctx, next) => {
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (body?.id_token) ctx.body = { ...body, id_token: signed(tell(claimsOf(body.id_token))) };
  });
  const server: Server = provider.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    /** What its ID tokens say from now on instead. */
    tells: (change: (claims: Claims) => Claims) => {
      tell = change;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
