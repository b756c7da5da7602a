import type { Tx } from '../db';

/** The next import of this account is due at once, unless it is already. */
export async function bringImportForward(
  tx: Tx,
  { integrationId, at }: { integrationId: bigint; at: Date },
): Promise<void> {
  await tx.integration.updateMany({
    where: { id: integrationId, nextImportAt: { gt: at } },
    data: { nextImportAt: at },
  });
}
