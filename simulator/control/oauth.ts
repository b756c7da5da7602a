import { z } from 'zod';
import { listOauthClients, registerRedirects, revokeTokens, saveOauthClient } from '../engine/oauth';
import type { Control } from './control';

export const oauthControls: Control[] = [
  { method: 'GET', path: '/oauth-clients', run: ({ sandbox: { world } }) => listOauthClients(world) },
  {
    method: 'POST',
    path: '/oauth-clients',
    run({ sandbox: { world }, body }) {
      const { redirects, ...client } = z
        .strictObject({
          id: z.string().min(1),
          secret: z.string().min(1),
          name: z.string().default('A program'),
          redirects: z.array(z.url()).default([]),
        })
        .parse(body);
      saveOauthClient(world, client);
      registerRedirects(world, client.id, redirects);
    },
  },
  {
    method: 'POST',
    path: '/oauth/revoke',
    run: ({ sandbox: { world }, body }) => ({
      revoked: revokeTokens(
        world,
        z.strictObject({ account: z.number().int().optional() }).parse(body).account,
      ),
    }),
  },
];
