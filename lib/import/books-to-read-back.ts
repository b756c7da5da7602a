import { CrmEntity } from '../crm/schemas';
import { readChannel } from '../channel';
import { liveConnection, openWave } from '../connections/live-connection';
import { zoneOr } from '../time-zone';
import type { BookToRead } from './connectors/book-to-read';
import type { Pass } from './pass';
import { isReadBackDue, type BookCounts } from './read-back-due';

export type BookToReadBack = BookToRead & { connectionId: bigint; listId: bigint; entity: CrmEntity };

type Row = {
  id: bigint;
  dotdigitalId: number;
  contactCount: number;
  connectionId: bigint;
  listId: bigint;
  entity: string;
  channel: string;
  askedAt: Date | null;
  readAt: Date | null;
  connectedAt: Date;
  countsAtRead: BookCounts | null;
  isUnfinished: boolean;
  isWaveUnderWay: boolean;
  present: number;
  zone: string | null;
};

/** Connected books whose whole is to be read back in this pass. Their counts were asked for at its beginning. */
export async function booksToReadBack({ ctx, integrationId, startedAt }: Pass): Promise<BookToReadBack[]> {
  const now = ctx.now();
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT b.id, b.dotdigital_id AS "dotdigitalId", b.contact_count AS "contactCount", c.id AS "connectionId", c.list_id AS "listId",
      l.entity::text AS entity, b.channel, c.read_back_asked_at AS "askedAt", c.read_back_at AS "readAt", c.created_at AS "connectedAt",
      c.read_back_counts AS "countsAtRead", coalesce(k.position ? 'startedAt', false) AS "isUnfinished",
      EXISTS (
        SELECT FROM waves w WHERE w.connection_id = c.id
          AND (${openWave()} OR w.finished_at >= ${startedAt}::timestamptz)) AS "isWaveUnderWay",
      (SELECT count(*)::int FROM book_members m WHERE m.address_book_id = b.id AND m.present) AS present, n.time_zone AS zone
    FROM connections c
    JOIN address_books b ON b.id = c.address_book_id AND b.gone_at IS NULL
    JOIN marketing_lists l ON l.id = c.list_id
    JOIN integrations n ON n.id = c.integration_id
    LEFT JOIN import_cursors k ON k.integration_id = c.integration_id AND k.connector = 'read_back' AND k.scope_id = b.dotdigital_id::text
    WHERE c.integration_id = ${integrationId} AND ${liveConnection()}
    ORDER BY c.read_back_at NULLS FIRST, c.id`;
  return rows
    .filter((row) =>
      isReadBackDue({
        ...row,
        now,
        zone: zoneOr(row.zone),
        counts: { theirs: row.contactCount, ours: row.present },
      }),
    )
    .map(({ id, dotdigitalId, contactCount, connectionId, listId, entity, channel }) => ({
      id,
      dotdigitalId,
      contactCount,
      isConnected: true,
      channel: readChannel(channel),
      connectionId,
      listId,
      entity: CrmEntity.parse(entity),
    }));
}
