import { readChannel } from '../channel';
import { liveConnection } from '../connections/live-connection';
import { hiddenListName, type Context } from '../context';
import { likePattern, readGridPage } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import {
  addressBookColumns,
  addressBookGrid,
  addressBookTables,
  type AddressBookQuery,
} from './address-book-grid';
import { wasFed } from './settle-book-channel';
import type { FreeAddressBook, AddressBookRow, FreeAddressBooksQuery } from './schemas';

const maxOptions = 50;

type Row = {
  id: bigint;
  dotdigital_id: number;
  name: string;
  visibility: string;
  contact_count: number;
  seen_at: Date;
  gone_at: Date | null;
  list_id: bigint | null;
  list_name: string | null;
};

export async function listAddressBooks(
  ctx: Context,
  integrationId: bigint,
  query: AddressBookQuery,
): Promise<{ rows: AddressBookRow[]; total: number }> {
  permit(ctx, 'integrations.read');
  const question = addressBookGrid.ask(query, { integrationId });
  const { rows, total } = await readGridPage<Row>(ctx.db.prisma, question, addressBookColumns(ctx));
  return { rows: rows.map(toRow), total };
}

/** An integration's books by id, those behind `after` first. Throws `not_found` for an integration that isn't there. */
export async function pageAddressBooks(
  ctx: Context,
  { integrationId, after, limit }: { integrationId: string; after: string | null; limit: number },
): Promise<{ data: AddressBookRow[]; nextCursor: string | null }> {
  permit(ctx, 'integrations.read');
  const { prisma } = ctx.db;
  const id = BigInt(integrationId);
  if ((await prisma.integration.count({ where: { id, deletedAt: null } })) === 0)
    throw notFound('integration');
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT ${addressBookColumns(ctx)} FROM ${addressBookTables}
    WHERE b.integration_id = ${id} AND b.id > ${BigInt(after ?? 0)} ORDER BY b.id LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toRow);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

const toRow = (row: Row): AddressBookRow => ({
  id: String(row.id),
  dotdigitalId: row.dotdigital_id,
  name: row.name,
  visibility: row.visibility,
  contactCount: row.contact_count,
  seenAt: row.seen_at.toISOString(),
  goneAt: row.gone_at?.toISOString() ?? null,
  connectedList:
    row.list_id === null
      ? null
      : row.list_name === null
        ? { id: null, name: hiddenListName }
        : { id: String(row.list_id), name: row.list_name },
});

/** Books no list is connected to (and the present one), by part of the name. */
export async function listFreeAddressBooks(
  ctx: Context,
  { integrationId, search, includeId }: FreeAddressBooksQuery,
): Promise<FreeAddressBook[]> {
  permit(ctx, 'connections.read');
  const rows = await ctx.db.prisma.$queryRaw<
    {
      id: bigint;
      name: string;
      visibility: string;
      contact_count: number;
      channel: string;
      was_fed: boolean;
    }[]
  >`
    SELECT b.id, b.name, b.visibility, b.contact_count, b.channel, ${wasFed} AS was_fed
    FROM address_books b JOIN integrations i ON i.id = b.integration_id AND i.deleted_at IS NULL
    WHERE b.integration_id = ${BigInt(integrationId)} AND (${search} = '' OR b.name ILIKE ${likePattern(search)})
      AND (b.id = ${includeId === null ? null : BigInt(includeId)}::bigint
        OR b.gone_at IS NULL AND NOT EXISTS (SELECT FROM connections c WHERE c.address_book_id = b.id AND ${liveConnection()}))
    ORDER BY lower(b.name), b.id LIMIT ${maxOptions}`;
  return rows.map((row) => ({
    id: String(row.id),
    name: row.name,
    visibility: row.visibility,
    contactCount: row.contact_count,
    channel: row.was_fed ? readChannel(row.channel) : null,
  }));
}
