import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma, type Tx } from '@/lib/db';
import type { ListUses } from '../schemas';

export type FedBook = {
  id: bigint;
  state: ListUses['connections'][number]['state'];
  book: string;
  integration: string;
  timeZoneBefore: string | null;
  timeZoneChangedAt: Date | null;
};

/** The books that a list feeds, the longest-standing first. */
export const readFedBooks = (tx: Tx, listId: bigint): Promise<FedBook[]> =>
  tx.$queryRaw<FedBook[]>(Prisma.sql`
    SELECT c.id, c.state::text AS state, b.name AS book, i.name AS integration,
      i.time_zone_before AS "timeZoneBefore", i.time_zone_changed_at AS "timeZoneChangedAt"
    FROM connections c JOIN address_books b ON b.id = c.address_book_id JOIN integrations i ON i.id = c.integration_id
    WHERE c.list_id = ${listId} AND ${liveConnection()} ORDER BY c.id`);
