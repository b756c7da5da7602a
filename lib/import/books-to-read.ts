import { readChannel } from '../channel';
import { liveConnection } from '../connections/live-connection';
import type { Tx } from '../db';
import type { SettingValues } from '../settings/schemas';
import type { BookToRead } from './connectors/book-to-read';

/** Connected books in every pass, and those that are back after they were gone; the others as often as the settings say. Books that are gone at Dotdigital are not asked for. */
export async function booksToRead(
  tx: Tx,
  {
    integrationId,
    settings: { unconnectedMinutes },
  }: { integrationId: bigint; settings: Pick<SettingValues, 'unconnectedMinutes'> },
  now: Date,
): Promise<BookToRead[]> {
  const rows = await tx.$queryRaw<(Omit<BookToRead, 'channel'> & { channel: string })[]>`
    SELECT b.id, b.dotdigital_id AS "dotdigitalId", b.contact_count AS "contactCount", c.is_connected AS "isConnected", b.channel
    FROM address_books b
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM connections n WHERE n.address_book_id = b.id AND ${liveConnection('n')}) AS is_connected) AS c
    LEFT JOIN import_cursors k ON k.integration_id = b.integration_id AND k.connector = 'contacts' AND k.scope_id = b.dotdigital_id::text
    WHERE b.integration_id = ${integrationId} AND b.gone_at IS NULL
      AND (c.is_connected OR k.last_success_at IS NULL OR k.last_success_at < ${now}::timestamptz - ${unconnectedMinutes}::int * interval '1 minute'
        OR k.position ? 'startedAt'
        OR (b.contact_count > 0 AND NOT EXISTS (SELECT FROM book_members m WHERE m.address_book_id = b.id AND m.present)))
    ORDER BY c.is_connected DESC, k.last_success_at NULLS FIRST, b.dotdigital_id`;
  return rows.map((row) => ({ ...row, channel: readChannel(row.channel) }));
}
