import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/context';
import type { CreateIntegration } from '@/lib/integrations/schemas';
import { sealSecret } from '@/lib/secrets';

/** What the form of a new integration says of the sandbox's own account. */
export const sandboxAccount = (name: string): CreateIntegration => ({
  type: 'dotdigital',
  name,
  username: 'apiuser-demo@apiconnector.com',
  password: 'sandbox-password',
  clientId: null,
  clientSecret: '',
  oauthDomain: null,
  authorisePlace: 'application',
  defaultOwnerId: null,
  unsubscribeMeans: 'lists',
  consentGate: 'everyone',
});

type IntegrationOverrides = {
  name?: string;
  username?: string;
  password?: string;
  apiEndpoint?: string | null;
  active?: boolean;
  accountName?: string;
};

/** An integration as Save leaves it, without asking anybody; its password is the sandbox's unless told otherwise. */
export async function createIntegrationRow(
  ctx: Pick<Context, 'db' | 'config'>,
  overrides: IntegrationOverrides = {},
): Promise<bigint> {
  const { password = 'sandbox-password', name = `Northwind ${randomUUID()}`, ...rest } = overrides;
  const { prisma } = ctx.db;
  const { id } = await prisma.integration.create({
    data: {
      name,
      username: 'apiuser-demo@apiconnector.com',
      accountName: 'Northwind Outdoor',
      apiEndpoint: ctx.config.dotdigitalUrl,
      ...rest,
    },
    select: { id: true },
  });
  const sealed = sealSecret(ctx.config.keyring, `integration_secrets:${id}:password`, password);
  await prisma.integrationSecret.create({ data: { integrationId: id, kind: 'password', ...sealed } });
  return id;
}

/** Books numbered from `first`: "Book 1", "Book 2" … Returns their ids here. */
export async function createAddressBookRows(
  ctx: Pick<Context, 'db'>,
  integrationId: bigint,
  count: number,
  first = 1,
): Promise<bigint[]> {
  const rows = await ctx.db.prisma.addressBook.createManyAndReturn({
    data: Array.from({ length: count }, (_, at) => ({
      integrationId,
      dotdigitalId: 7_000 + first + at,
      name: `Book ${first + at}`,
      visibility: 'Private',
      contactCount: at * 10,
    })),
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
