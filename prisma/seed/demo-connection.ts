import { z } from 'zod';
import type { Context } from '@/lib/context';
import { refreshDataFields } from '@/lib/data-fields';
import { connectList } from '@/lib/export';
import { ConnectListInput } from '@/lib/connections/schemas';
import { createIntegration, openDotdigital } from '@/lib/integrations';

const Opened = z.object({ id: z.number() });

/** An account of its own, so that it stays out of the way of whoever tries the sandbox's first one by hand. */
const account = { name: 'Northwind Shop', email: 'shop@northwind.example' };
const apiUser = {
  email: 'apiuser-shop@apiconnector.com',
  password: 'sandbox-password',
  description: 'Demo shop',
};

export const connectedDemoList = 'Repeat buyers';

/**
 * Joins one list of the demo to a book of an account at the running sandbox, as someone would by hand; the worker then sends.
 * Only where nobody has made an integration yet. Returns whether it did; throws where the sandbox can't be reached.
 */
export async function connectDemo(ctx: Context, sandboxUrl: string): Promise<boolean> {
  const list = await ctx.db.prisma.marketingList.findFirst({
    where: { name: connectedDemoList, archivedAt: null },
    select: { id: true },
  });
  if (!list || (await ctx.db.prisma.integration.count()) > 0) return false;
  const { id } = Opened.parse(await tellSandbox(sandboxUrl, '/accounts', account));
  await tellSandbox(sandboxUrl, '/api-users', { ...apiUser, account: id });
  const integration = await createIntegration(ctx, {
    type: 'dotdigital',
    name: 'Northwind Shop',
    username: apiUser.email,
    password: apiUser.password,
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    oauthDomain: null,
    authorisePlace: 'application',
    defaultOwnerId: null,
    unsubscribeMeans: 'lists',
    consentGate: 'everyone',
  });
  const client = await openDotdigital(ctx, BigInt(integration.id));
  try {
    await refreshDataFields(ctx, client, BigInt(integration.id));
  } finally {
    await client.close();
  }
  await connectList(
    ctx,
    ConnectListInput.parse({
      listId: String(list.id),
      integrationId: integration.id,
      newBook: { name: connectedDemoList, visibility: 'Private' },
    }),
  );
  return true;
}

async function tellSandbox(url: string, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${url}/_control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${answer.status}`);
  return answer.json();
}
