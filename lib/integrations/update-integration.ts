import { type Context, differences, recordAudit } from '../context';
import { invalidInput, stale } from '../errors';
import { permit } from '../permissions';
import { accountColumns } from './discover-account';
import { fetchIntegration } from './internal';
import { noteAccount } from './note-account';
import { checkSettings, discoverForSave, healthAfterSave } from './save-checks';
import type { UpdateIntegration } from './schemas';
import { readSecret, storeSecret } from './stored-secrets';

/** New credentials are tried first, and must lead to the same Dotdigital account: its books and people are what we hold. */
export async function updateIntegration(ctx: Context, input: UpdateIntegration): Promise<{ id: string }> {
  permit(ctx, 'integrations.write');
  const id = BigInt(input.id);
  const before = await fetchIntegration(ctx.db.prisma, id);
  if (before.version !== input.version) throw stale('integration');
  const { oauthDomain } = await checkSettings(ctx, input, id);
  const tried =
    input.password !== '' || input.username !== before.username
      ? await tryCredentials(ctx, input, before.accountId)
      : null;
  const settings = {
    name: input.name,
    username: input.username,
    clientId: input.clientId,
    oauthDomain,
    authorisePlace: input.authorisePlace,
    defaultOwnerId: input.defaultOwnerId === null ? null : BigInt(input.defaultOwnerId),
    unsubscribeMeans: input.unsubscribeMeans,
    consentGate: input.consentGate,
  };
  // What was said until now keeps the meaning it had.
  const meansAnew =
    input.unsubscribeMeans === before.unsubscribeMeans ? {} : { unsubscribeMeansSince: ctx.now() };
  return ctx.db.prisma.$transaction(async (tx) => {
    if (tried?.found) await noteAccount(ctx, tx, id, tried.found.account);
    const { count } = await tx.integration.updateMany({
      where: { id, version: input.version, deletedAt: null },
      data: { ...settings, ...meansAnew, ...tried?.columns, version: { increment: 1 } },
    });
    if (count === 0) throw stale('integration');
    if (input.password) await storeSecret(ctx, tx, id, 'password', input.password);
    if (!input.clientId)
      await tx.integrationSecret.deleteMany({ where: { integrationId: id, kind: 'client_secret' } });
    else if (input.clientSecret) await storeSecret(ctx, tx, id, 'client_secret', input.clientSecret);
    const changed = Object.entries(settings).flatMap(([key, value]) =>
      value === before[key as keyof typeof settings] ? [] : [key],
    );
    if (input.password) changed.push('password');
    if (input.clientSecret) changed.push('clientSecret');
    await recordAudit(ctx, tx, {
      action: 'integration.update',
      subjectType: 'integration',
      subjectId: id,
      detail: { name: input.name, changed, ...differences(pick(before, settings), settings) },
    });
    return { id: input.id };
  });
}

/** Of what was there, what can be changed by this form. */
const pick = <Settings extends object>(
  before: { [Name in keyof Settings]: unknown },
  settings: Settings,
): Settings =>
  Object.fromEntries(Object.keys(settings).map((name) => [name, before[name as keyof Settings]])) as Settings;

async function tryCredentials(ctx: Context, input: UpdateIntegration, accountId: bigint | null) {
  const password = input.password || (await readSecret(ctx, ctx.db.prisma, BigInt(input.id), 'password'));
  if (!password) throw invalidInput('Enter the password.', { password: 'Enter the password.' });
  const discovery = await discoverForSave(ctx, { username: input.username, password });
  if (discovery.found && accountId !== null && BigInt(discovery.found.account.id) !== accountId) {
    throw invalidInput('These credentials belong to another Dotdigital account.', {
      username: `This API user belongs to another Dotdigital account (${discovery.found.account.name}). Create a new integration for it.`,
    });
  }
  const columns = {
    ...(discovery.found ? accountColumns(discovery.found) : {}),
    ...healthAfterSave(ctx, discovery),
    nextImportAt: ctx.now(),
  };
  return { found: discovery.found, columns };
}
