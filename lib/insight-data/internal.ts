import type { Tx } from '../db';
import { Prisma } from '../db';
import { notFound } from '../errors';
import type { InsightKind } from './schemas';

const { sql } = Prisma;

export type Ref = { integrationId: bigint; kind: InsightKind };

/** Rows of one collection, in a table that is called `name` there. */
export const ofCollection = ({ integrationId, kind }: Ref, name: 'i' | 'b' | 'c'): Prisma.Sql =>
  sql`${Prisma.raw(name)}.integration_id = ${integrationId}::bigint AND ${Prisma.raw(name)}.kind = ${kind}::text::insight_kind`;

export async function fetchIntegration(
  tx: Tx,
  id: string,
): Promise<{ id: bigint; name: string; active: boolean }> {
  const row = await tx.integration.findFirst({
    where: { id: BigInt(id), deletedAt: null },
    select: { id: true, name: true, active: true },
  });
  if (!row) throw notFound('integration');
  return row;
}

/** Whoever compares a collection already does it for everyone. */
export async function tryLockComparing(tx: Tx, { integrationId, kind }: Ref): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`dotbridge.insight.${kind}`}, ${integrationId}::bigint)) AS taken`;
  return row?.taken ?? false;
}
