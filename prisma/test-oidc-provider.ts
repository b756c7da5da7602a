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
  const server: Server = provider.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
