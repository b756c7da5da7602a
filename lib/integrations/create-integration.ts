import { type Context, recordAudit } from '../context';
import { permit } from '../permissions';
import { accountColumns } from './discover-account';
import { checkSettings, discoverForSave, healthAfterSave } from './save-checks';
import type { CreateIntegration } from './schemas';
import { storeSecret } from './stored-secrets';

/** Its first import is due at once. */
export async function createIntegration(ctx: Context, input: CreateIntegration): Promise<{ id: string }> {
  permit(ctx, 'integrations.write');
  const { oauthDomain } = await checkSettings(ctx, input, null);
  const discovery = await discoverForSave(ctx, input);
  return ctx.db.prisma.$transaction(async (tx) => {
    const { id } = await tx.integration.create({
      data: {
        name: input.name,
        username: input.username,
        clientId: input.clientId,
        oauthDomain,
        authorisePlace: input.authorisePlace,
        defaultOwnerId: input.defaultOwnerId === null ? null : BigInt(input.defaultOwnerId),
        unsubscribeMeans: input.unsubscribeMeans,
        consentGate: input.consentGate,
        unsubscribeMeansSince: input.unsubscribeMeans === 'person' ? ctx.now() : null,
        nextImportAt: ctx.now(),
        ...(discovery.found ? accountColumns(discovery.found) : {}),
        ...healthAfterSave(ctx, discovery),
      },
      select: { id: true },
    });
    await storeSecret(ctx, tx, id, 'password', input.password);
    if (input.clientId && input.clientSecret)
      await storeSecret(ctx, tx, id, 'client_secret', input.clientSecret);
    await recordAudit(ctx, tx, {
      action: 'integration.create',
      subjectType: 'integration',
      subjectId: id,
      detail: { name: input.name, account: discovery.found?.account.name ?? null },
    });
    return { id: String(id) };
  });
}
