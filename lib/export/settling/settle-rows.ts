import type { Prisma, Tx } from '../../db';

type BatchEnd = {
  batchId: bigint;
  at: Date;
  /** What became of rows that nothing was said of; NULL: that is not known yet. */
  otherwise: Prisma.Sql;
};

/** The batch has ended, and its rows settle with it: those dropped before it left, too. */
export async function settleRows(tx: Tx, { batchId, at, otherwise }: BatchEnd): Promise<void> {
  await tx.$executeRaw`
    UPDATE planned_changes SET outcome = coalesce(outcome, ${otherwise}), settled_at = ${at}
    WHERE batch_id = ${batchId} AND settled_at IS NULL AND coalesce(outcome, ${otherwise}) IS NOT NULL`;
}
