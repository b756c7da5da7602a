import type { Context } from '../context';
import { createDotdigitalClient, type DotdigitalClient, type TransportOptions } from '../dotdigital';
import { AppError, conflict, notFound } from '../errors';
import { permit } from '../permissions';
import { readSettings } from '../settings';
import { createBudgetStore } from './budget-store';
import { accountColumns, discoverAccount } from './discover-account';
import { noteAccount } from './note-account';
import { readSecret } from './stored-secrets';

type OpenOptions = Pick<
  TransportOptions,
  'signal' | 'onCall' | 'onSilence' | 'timeoutMs' | 'maxWaitMs' | 'retry'
> & {
  /** Part of our share that this work may take, so that the rest stays for what goes before it. */
  shareOfCalls?: number;
};

/**
 * The integration's client, with the budget all workers share. Looks for the account's host first where none is known
 * (saved while Dotdigital could not be reached, or moved to another region). Throws for a deactivated integration.
 */
export async function openDotdigital(
  ctx: Context,
  integrationId: bigint,
  { shareOfCalls = 1, ...options }: OpenOptions = {},
): Promise<DotdigitalClient> {
  permit(ctx, 'integrations.read');
  const { prisma } = ctx.db;
  const row = await prisma.integration.findFirst({
    where: { id: integrationId, deletedAt: null },
    select: { username: true, apiEndpoint: true, active: true },
  });
  if (!row) throw notFound('integration');
  if (!row.active)
    throw conflict('The integration is deactivated, so nothing is read or sent. Activate it first.');
  const password = await readSecret(ctx, prisma, integrationId, 'password');
  if (password === null) {
    throw new AppError('unavailable', `integration ${integrationId} has no password`, {
      userMessage: 'The integration has no password. Enter it under Edit.',
    });
  }
  const credentials = { username: row.username, password };
  const { allowancePercent } = await readSettings(ctx, prisma, integrationId);
  const endpoint = row.apiEndpoint ?? (await findEndpoint(ctx, integrationId, credentials, options));
  return createDotdigitalClient({
    retry: { minTimeoutMs: ctx.config.dotdigitalRetryPause },
    silentAfterMs: ctx.config.dotdigitalSilentAfter,
    timeoutMs: ctx.config.dotdigitalTimeout,
    ...options,
    maxWaitMs: ctx.config.dotdigitalLongestWait ?? options.maxWaitMs,
    ...credentials,
    endpoint,
    allowedHosts: ctx.config.dotdigitalAllowedHosts,
    budget: createBudgetStore(ctx.db, integrationId, Math.floor(allowancePercent * shareOfCalls)),
  });
}

async function findEndpoint(
  ctx: Context,
  id: bigint,
  credentials: { username: string; password: string },
  options: Omit<OpenOptions, 'shareOfCalls'>,
): Promise<string> {
  const found = await discoverAccount(ctx.config, credentials, options);
  await ctx.db.prisma.$transaction(async (tx) => {
    await noteAccount(ctx, tx, id, found.account);
    await tx.integration.updateMany({ where: { id, apiEndpoint: null }, data: accountColumns(found) });
  });
  return found.origin;
}
