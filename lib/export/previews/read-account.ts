import type { Tx } from '../../db';

/** Dotdigital tells nobody what an account may hold; what it holds, and whether it was full lately, is known. */
export async function readAccount(
  tx: Tx,
  integrationId: bigint,
): Promise<{ known: number; isFull: boolean }> {
  const [row] = await tx.$queryRaw<{ known: number; isFull: boolean }[]>`
    SELECT (SELECT count(*)::int FROM dotdigital_contacts WHERE integration_id = ${integrationId}) AS known,
      EXISTS (SELECT FROM connections WHERE integration_id = ${integrationId} AND state = 'stopped' AND state_code = 'contact_limit') AS "isFull"`;
  return row ?? { known: 0, isFull: false };
}
