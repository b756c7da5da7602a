import { recordAudit, type Context } from '../context';
import type { DotdigitalClient } from '../dotdigital';
import { permit } from '../permissions';
import { ensureDefaultMappings } from './default-mappings';
import { storeDataFields } from './store-data-fields';

/** Reads the fields of one account now. `dotdigital` is the integration's client. */
export async function refreshDataFields(
  ctx: Context,
  dotdigital: Pick<DotdigitalClient, 'dataFields'>,
  integrationId: bigint,
): Promise<{ count: number; changedCount: number }> {
  permit(ctx, 'integrations.sync');
  const { rows } = await dotdigital.dataFields();
  return ctx.db.prisma.$transaction(async (tx) => {
    const changedCount = await storeDataFields(ctx, tx, { integrationId, rows });
    await ensureDefaultMappings(ctx, tx, integrationId);
    await recordAudit(ctx, tx, {
      action: 'data-field.refresh',
      subjectType: 'integration',
      subjectId: integrationId,
      detail: { count: rows.length, changedCount },
    });
    return { count: rows.length, changedCount };
  });
}
