import type { Context } from '../context';
import { authorisePlaces, type OauthAccount } from '../dotdigital';
import { notFound } from '../errors';
import { readSecret } from './stored-secrets';

export type OauthClient = {
  active: boolean;
  clientId: string | null;
  /** null: none is stored. Throws `unavailable` when its key is missing. */
  readSecret: () => Promise<string | null>;
  account: OauthAccount;
};

/** What single sign-on needs of an integration. For Email Studio's own steps, which have asked for permission. */
export async function readOauthClient(ctx: Context, integrationId: bigint): Promise<OauthClient> {
  const { prisma } = ctx.db;
  const row = await prisma.integration.findFirst({
    where: { id: integrationId, deletedAt: null },
    select: { active: true, clientId: true, apiEndpoint: true, oauthDomain: true, authorisePlace: true },
  });
  if (!row) throw notFound('integration');
  const { active, clientId, apiEndpoint, oauthDomain } = row;
  return {
    active,
    clientId,
    readSecret: () => readSecret(ctx, prisma, integrationId, 'client_secret'),
    account: {
      apiEndpoint,
      oauthDomain,
      authorisePlace: authorisePlaces.find((one) => one === row.authorisePlace) ?? 'application',
    },
  };
}
