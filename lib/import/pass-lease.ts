import type { Context } from '../context';
import { holdLease, Prisma, releaseLease, takeLease, type Lease, type LeaseRule, type Tx } from '../db';

const { sql } = Prisma;

/** The right to read an integration: one pass at a time. */
export const passLease: LeaseRule = {
  table: 'import_leases',
  key: 'integration_id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: sql`true`,
  seconds: 20,
};

/** The pass of an integration, or null while someone else works on it. `openRunId`: a pass that was cut off goes on. */
export async function acquirePass(
  ctx: Context,
  integrationId: bigint,
): Promise<{ lease: Lease; openRunId: bigint | null } | null> {
  const { prisma } = ctx.db;
  await prisma.$executeRaw`
    INSERT INTO import_leases (integration_id) VALUES (${integrationId}) ON CONFLICT DO NOTHING`;
  const taken = await takeLease<{ openRunId: bigint | null }>(prisma, passLease, {
    row: sql`integration_id = ${integrationId}`,
    returning: sql`sync_run_id AS "openRunId"`,
  });
  return taken && { lease: taken.lease, openRunId: taken.row.openRunId };
}

/** Every transaction that stores anything begins with it. */
export const holdPass = (tx: Tx, lease: Lease): Promise<void> => holdLease(tx, passLease, lease);

/** `isOver`: the pass has ended; otherwise it is taken up again where it was. */
export const releasePass = (tx: Tx, lease: Lease, isOver: boolean): Promise<void> =>
  releaseLease(tx, passLease, lease, isOver ? { set: sql`sync_run_id = NULL` } : {});
