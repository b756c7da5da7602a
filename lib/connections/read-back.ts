import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { conflict } from '../errors';
import { scheduleSync } from '../integrations';
import { permit } from '../permissions';
import { lockOwnConnection } from './lock-connection';
import type { Comparison } from './schemas';

/** The whole book is read back with the next pass of the account's import, which is due now; then list and book are compared. */
export async function requestReadBack(ctx: Context, input: { id: string }): Promise<{ id: string }> {
  permit(ctx, 'connections.sync');
  const integrationId = await ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, BigInt(input.id));
    if (!connection.integration.active || connection.integration.deletedAt)
      throw conflict('The integration is deactivated, so nothing is read. Activate it first.');
    await tx.connection.update({ where: { id: connection.id }, data: { readBackAskedAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: 'connection.read-back',
      subjectType: 'connection',
      subjectId: connection.id,
    });
    return connection.integrationId;
  });
  await scheduleSync(ctx, { id: String(integrationId) });
  return { id: input.id };
}

/** Its book was read to the end; how many were in it then, by Dotdigital's count and by ours, is what a later difference is measured by. What a restore held is let go. */
export async function noteReadBack(tx: Tx, input: { connectionId: bigint; readAt: Date }): Promise<void> {
  await tx.$executeRaw`
    UPDATE connections c SET read_back_at = ${input.readAt},
      restored_at = CASE WHEN c.restored_at > ${input.readAt} THEN c.restored_at END,
      read_back_counts = jsonb_build_object('theirs', b.contact_count,
        'ours', (SELECT count(*) FROM book_members m WHERE m.address_book_id = b.id AND m.present))
    FROM address_books b WHERE b.id = c.address_book_id AND c.id = ${input.connectionId}`;
}

export const noteComparison = (tx: Tx, id: bigint, comparison: Comparison) =>
  tx.connection.update({ where: { id }, data: { inStep: comparison } });
