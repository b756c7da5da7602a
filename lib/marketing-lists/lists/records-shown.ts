import { peopleKnown } from '@/lib/address-books';
import { recipientKeys } from '@/lib/campaigns';
import { visibleRecords, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { outcomePeople } from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { factsBefore, memberGrid, memberScope } from '../members/member-grid';
import { findListConnection } from '../members/member-sql';
import { removedGrid, removedScope } from '../members/removed-grid';
import type { ShownPeople } from '../schemas';

const { sql } = Prisma;

/** The living records behind the rows that a grid shows, each once: `id`, `entity`. Whoever is known by an address alone is their oldest record of each kind. */
export async function recordsShown(
  ctx: Context,
  tx: Tx,
  { kind, id, query }: ShownPeople,
): Promise<Prisma.Sql> {
  permit(ctx, 'crm.read');
  switch (kind) {
    case 'members':
      return byId(ctx, await membersShown(ctx, tx, id, query));
    case 'removed':
      return byId(ctx, await removedShown(ctx, tx, id, query));
    case 'run':
      return byId(ctx, outcomePeople(ctx, id, query));
    case 'campaign':
      return byAddress(ctx, await recipientKeys(ctx, id, query));
    case 'book':
    case 'account':
    case 'connected':
      return byAddress(ctx, await peopleKnown(ctx, { kind, id }, query));
  }
}

const byId = (ctx: Context, ids: Prisma.Sql): Prisma.Sql => sql`
  SELECT r.id, r.entity FROM crm_records r WHERE r.deleted_at IS NULL AND r.id IN (${ids}) AND ${visibleRecords(ctx)}`;

const byAddress = (ctx: Context, keys: Prisma.Sql): Prisma.Sql => sql`
  SELECT min(r.id) AS id, r.entity FROM crm_records r WHERE r.deleted_at IS NULL AND r.email_key IN (${keys}) AND ${visibleRecords(ctx)} GROUP BY r.email_key, r.entity`;

async function membersShown(ctx: Context, tx: Tx, id: string, search: string): Promise<Prisma.Sql> {
  const list = await fetchSeenList(ctx, tx, listKey(id));
  const query = parseTableQuery(new URLSearchParams(search), memberGrid.table);
  const scope = memberScope(ctx, list, await findListConnection(tx, list), query);
  const { from, where } = memberGrid.ask(query, scope);
  return sql`${factsBefore(scope)} SELECT i.record_id FROM ${from} WHERE ${where}`;
}

async function removedShown(ctx: Context, tx: Tx, id: string, search: string): Promise<Prisma.Sql> {
  const list = await fetchSeenList(ctx, tx, listKey(id));
  const query = parseTableQuery(new URLSearchParams(search), removedGrid.table);
  const scope = removedScope(ctx, list.id, await findListConnection(tx, list));
  const { from, where } = removedGrid.ask(query, scope);
  return sql`SELECT i.record_id FROM ${from} WHERE ${where}`;
}
