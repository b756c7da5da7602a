import { type Context, recordAudit } from '../context';
import { invalidInput } from '../errors';
import { permit } from '../permissions';
import { forgetSettings } from '../settings';
import { fetchIntegration } from './internal';
import type { DeleteIntegration } from './schemas';

/**
 * Gone at once for everybody, its secrets with it; what hangs on it (books, what we know of people there, campaigns,
 * connections) is dropped after that. Nothing changes at Dotdigital.
 */
export async function deleteIntegration(
  ctx: Context,
  input: DeleteIntegration,
): Promise<{ id: string; name: string }> {
  permit(ctx, 'integrations.write');
  const id = BigInt(input.id);
  const name = await ctx.db.prisma.$transaction(async (tx) => {
    const before = await fetchIntegration(tx, id);
    if (before.name.trim() !== input.name.trim()) {
      throw invalidInput('The name does not match, so nothing was deleted.', {
        name: `Type “${before.name}” to delete it.`,
      });
    }
    await tx.integration.update({
      where: { id },
      data: {
        active: false,
        deletedAt: ctx.now(),
        name: `${before.name.slice(0, 220)} (deleted ${id})`,
        version: { increment: 1 },
      },
    });
    await forgetSettings(tx, id);
    await tx.integrationSecret.deleteMany({ where: { integrationId: id } });
    await recordAudit(ctx, tx, {
      action: 'integration.delete',
      subjectType: 'integration',
      subjectId: id,
      detail: { name: before.name },
    });
    return before.name;
  });
  await purgeDeletedIntegrations(ctx);
  return { id: input.id, name };
}

/** Drops what deleted integrations left. What fails here is found again by the daily clean-up. */
export async function purgeDeletedIntegrations(ctx: Context): Promise<void> {
  permit(ctx, 'integrations.write');
  try {
    await ctx.db.pool.query('DELETE FROM integrations WHERE deleted_at IS NOT NULL');
  } catch (error) {
    ctx.log.warn({ err: error }, 'a deleted integration could not be dropped yet');
  }
}
