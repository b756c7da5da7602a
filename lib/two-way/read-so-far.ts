import { liveConnection } from '../connections/live-connection';
import type { Tx } from '../db';
import { isCovered } from './two-way-fields';

export type ReadSoFar = {
  /** By Dotdigital's clock: what changed before was brought in, of everyone in a connected book. */
  until: Date;
  /** When this book was last looked at, by our clock. */
  lookedAt: Date | null;
};

/** How far imports have brought in the values of these rows; null: this book was not read with them yet. */
export async function findReadSoFar(
  tx: Tx,
  {
    integrationId,
    addressBookId,
    signature,
  }: { integrationId: bigint; addressBookId: bigint; signature: string },
): Promise<ReadSoFar | null> {
  const rows = await tx.$queryRaw<
    { bookId: bigint; until: Date | null; brought: string | null; lookedAt: Date | null }[]
  >`
    SELECT b.id AS "bookId", k.since AS until, k.position->>'brought' AS brought,
      (k.position->>'readAt')::timestamptz AS "lookedAt"
    FROM address_books b
    JOIN connections c ON c.address_book_id = b.id AND ${liveConnection()}
    JOIN import_cursors k ON k.integration_id = b.integration_id AND k.connector = 'contacts' AND k.scope_id = b.dotdigital_id::text
    WHERE b.integration_id = ${integrationId}`;
  const read = rows.flatMap(({ until, brought, ...row }) =>
    until !== null && isCovered(signature, brought ?? undefined) ? [{ ...row, until }] : [],
  );
  const own = read.find(({ bookId }) => bookId === addressBookId);
  if (!own) return null;
  return { until: new Date(Math.min(...read.map(({ until }) => until.getTime()))), lookedAt: own.lookedAt };
}
