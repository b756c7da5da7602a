import type { Tx } from '../db';
import { UnsubscribeMeans } from './schemas';

/** What an unsubscribe from this account means here, and since when; read by the import at each step, so a switch counts at once. */
export async function readUnsubscribeMeaning(
  tx: Tx,
  integrationId: bigint,
): Promise<{ means: UnsubscribeMeans; since: Date | null }> {
  const row = await tx.integration.findUniqueOrThrow({
    where: { id: integrationId },
    select: { unsubscribeMeans: true, unsubscribeMeansSince: true },
  });
  return { means: UnsubscribeMeans.parse(row.unsubscribeMeans), since: row.unsubscribeMeansSince };
}
