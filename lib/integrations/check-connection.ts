import type { Context } from '../context';
import { DotdigitalError, isSystemBook, type DotdigitalErrorKind } from '../dotdigital';
import { invalidInput } from '../errors';
import { permit } from '../permissions';
import { discoverAccount, type DiscoveredAccount, withClient } from './discover-account';
import { fetchIntegration } from './internal';
import { noteAccount, noteContactImport } from './note-account';
import type { CheckConnection, CheckFailure, ConnectionCheck } from './schemas';
import { readSecret } from './stored-secrets';

/** Someone waits for the answer: sooner than a sync would give up. */
const patience = { timeoutMs: 20_000, maxWaitMs: 5_000, retry: { retries: 1 } };

/** Tries the credentials where the account lives; keeps only what an account that we know says of itself. A failure is an answer, not an error. */
export async function checkConnection(ctx: Context, input: CheckConnection): Promise<ConnectionCheck> {
  permit(ctx, 'integrations.write');
  const password = input.password || (await storedPassword(ctx, input.integrationId));
  const credentials = { username: input.username, password };
  try {
    const discovered = await discoverAccount(ctx.config, credentials, patience);
    const { origin, region, account, offersContactImport } = discovered;
    if (input.integrationId) await noteKnown(ctx, BigInt(input.integrationId), discovered);
    const addressBookCount = await withClient(ctx.config, credentials, origin, patience, async (client) => {
      let count = 0;
      for await (const { rows } of client.addressBooks())
        count += rows.filter(({ name }) => !isSystemBook(name)).length;
      return count;
    });
    const { apiCallsRemaining, apiCallsInLastHour } = account;
    return {
      ok: true,
      accountName: account.name,
      region,
      emailCredits: account.emailCredits,
      apiCallsLeft: apiCallsRemaining,
      apiCallLimit:
        apiCallsRemaining === null || apiCallsInLastHour === null
          ? null
          : apiCallsRemaining + apiCallsInLastHour,
      addressBookCount,
      offersContactImport,
    };
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    ctx.log.info({ kind: error.kind, status: error.status }, 'connection check failed');
    return { ok: false, reason: reasons[error.kind], message: error.userMessage };
  }
}

const reasons: Record<DotdigitalErrorKind, CheckFailure> = {
  credentials: 'credentials',
  region: 'region',
  host_not_allowed: 'host_not_allowed',
  timeout: 'timeout',
  network: 'unreachable',
  rate_limited: 'rate_limited',
  busy: 'rate_limited',
  not_found: 'invalid_answer',
  refused: 'refused',
  invalid_answer: 'invalid_answer',
  server: 'server',
  stopped: 'timeout',
};

/** Credentials of another account say nothing about this one. */
async function noteKnown(
  ctx: Context,
  id: bigint,
  { account, offersContactImport }: DiscoveredAccount,
): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const known = await tx.integration.count({
      where: { id, accountId: BigInt(account.id), deletedAt: null },
    });
    if (known === 0) return;
    await noteAccount(ctx, tx, id, account);
    if (offersContactImport !== null) await noteContactImport(tx, id, offersContactImport);
  });
}

async function storedPassword(ctx: Context, integrationId: string | null): Promise<string> {
  const needed = { password: 'Enter the password.' };
  if (!integrationId) throw invalidInput('Enter the password.', needed);
  const { id } = await fetchIntegration(ctx.db.prisma, BigInt(integrationId));
  const stored = await readSecret(ctx, ctx.db.prisma, id, 'password');
  if (stored === null) throw invalidInput('Enter the password.', needed);
  return stored;
}
