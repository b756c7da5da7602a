import { randomUUID } from 'node:crypto';
import type { Context } from '../context';
import type { Tx } from '../db';

/** Times by the database's clock, so that workers whose clocks differ agree. */
const leaseSeconds = 30;

export type PassLease = { integrationId: bigint; owner: string; fence: bigint };

/** Someone else holds the pass by now: whoever gets this stops and writes nothing more. */
export class LeaseLost extends Error {
  constructor(integrationId: bigint) {
    super(`the import pass of integration ${integrationId} was taken over`);
    this.name = 'LeaseLost';
  }
}

/** The pass of an integration, or null while someone else works on it. `openRunId`: a pass that was cut off goes on. */
export async function acquireLease(
  ctx: Context,
  integrationId: bigint,
): Promise<(PassLease & { openRunId: bigint | null }) | null> {
  const owner = randomUUID();
  const [row] = await ctx.db.prisma.$queryRaw<{ fence: bigint; openRunId: bigint | null }[]>`
    INSERT INTO import_leases AS l (integration_id, lease_owner, lease_until, fence)
    VALUES (${integrationId}, ${owner}, now() + make_interval(secs => ${leaseSeconds}), 1)
    ON CONFLICT (integration_id) DO UPDATE
      SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until, fence = l.fence + 1
      WHERE l.lease_until IS NULL OR l.lease_until < now()
    RETURNING fence, sync_run_id AS "openRunId"`;
  return row === undefined ? null : { integrationId, owner, ...row };
}

/**
 * Locks the lease to the end of the transaction and makes it longer. Every transaction that stores anything begins with it: a
 * worker that was frozen while another took over stores nothing (law L16).
 */
export async function holdLease(tx: Tx, lease: PassLease): Promise<void> {
  const held = await tx.$executeRaw`
    UPDATE import_leases SET lease_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE integration_id = ${lease.integrationId} AND fence = ${lease.fence} AND lease_owner = ${lease.owner}`;
  if (held === 0) throw new LeaseLost(lease.integrationId);
}

/** `isOver`: the pass has ended; otherwise it is taken up again where it was. */
export async function releaseLease(tx: Tx, lease: PassLease, isOver: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_leases
    SET lease_owner = NULL, lease_until = NULL, sync_run_id = CASE WHEN ${isOver} THEN NULL ELSE sync_run_id END
    WHERE integration_id = ${lease.integrationId} AND fence = ${lease.fence} AND lease_owner = ${lease.owner}`;
}
