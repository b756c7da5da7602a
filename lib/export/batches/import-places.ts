import { isFree, type Tx } from '../../db';
import { fileKinds, maxActiveImports } from '../next-step';
import { waveLease, type HeldWave } from '../wave-lease';

type Places = { integrationId: bigint; wave: Pick<HeldWave, 'id'> };

/** Imports under way at Dotdigital for this account, ours and other waves'. A file that another worker is sending has its place already. */
export async function countActiveImports(
  tx: Pick<Tx, '$queryRaw'>,
  { integrationId, wave }: Places,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
    FROM export_batches b JOIN waves w ON w.id = b.wave_id JOIN connections c ON c.id = w.connection_id
    WHERE c.integration_id = ${integrationId} AND b.kind = ANY(${[...fileKinds]}::text[])
      AND (b.state IN ('submitted', 'unknown') OR (b.state = 'sending' AND w.id <> ${wave.id} AND NOT ${isFree(waveLease, 'w')}))`;
  return row?.count ?? 0;
}

/** Whether a file may go, held to the end of the transaction that says that it goes: workers take places one after the other. */
export async function isPlaceFree(tx: Tx, places: Places): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('export:import-places', ${places.integrationId}::bigint))`;
  return (await countActiveImports(tx, places)) < maxActiveImports;
}
