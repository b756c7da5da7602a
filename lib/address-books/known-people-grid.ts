import { visiblePeople, visibleRecords, type Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { lacksValue } from './count-recipients';
import { defineGrid, likePattern, Prisma, type Asked, type GridQuery } from '../db';
import { peopleThen, type BookThen } from './people-then';

const { sql } = Prisma;

/** People at Dotdigital: all that an account is known to hold, those in one book, now or at a moment, or those in all connected books. */
export type KnownPeopleScope = { ctx: Context } & Whose;

type Whose =
  | { kind: 'account'; integrationId: bigint }
  | { kind: 'book'; bookId: bigint }
  | BookThen
  | { kind: 'connected' };

const member = sql`m.email_key, a.integration_id, m.address_book_id AS place, m.put_there_by_us, m.held_values, m.sent_at, m.seen_at`;

const people = (scope: Whose): Prisma.Sql => {
  switch (scope.kind) {
    case 'account':
      return sql`SELECT x.email_key, x.integration_id, x.integration_id AS place, NULL::boolean AS put_there_by_us, NULL::jsonb AS held_values, NULL::timestamptz AS sent_at, x.seen_at
        FROM dotdigital_contacts x WHERE x.integration_id = ${scope.integrationId}::bigint`;
    case 'book':
      return sql`SELECT ${member} FROM book_members m JOIN address_books a ON a.id = m.address_book_id
        WHERE m.address_book_id = ${scope.bookId}::bigint AND m.present`;
    case 'then':
      return peopleThen(scope);
    case 'connected':
      return sql`SELECT ${member} FROM book_members m JOIN address_books a ON a.id = m.address_book_id
        JOIN connections c ON c.address_book_id = a.id AND ${liveConnection()}
        JOIN integrations n ON n.id = a.integration_id AND n.deleted_at IS NULL WHERE m.present`;
  }
};

/** The address's oldest record that may be seen. */
export const recordOfPerson = (ctx: Context): Prisma.Sql => sql`
  LEFT JOIN LATERAL (
    SELECT x.id, x.entity::text AS entity, x.email, nullif(btrim(concat_ws(' ', x.first_name, x.last_name)), '') AS name
    FROM crm_records x WHERE x.email_key = k.email_key AND x.deleted_at IS NULL AND ${visibleRecords(ctx, sql`x`)} ORDER BY x.id LIMIT 1) r ON TRUE`;

const whose = { ours: sql`k.put_there_by_us`, strangers: sql`k.put_there_by_us = FALSE` };

const whoseIs = ({ value }: Asked<'choice'>): Prisma.Sql =>
  sql`(${Prisma.join([sql`FALSE`, ...(['ours', 'strangers'] as const).filter((one) => value.includes(one)).map((one) => whose[one])], ' OR ')})`;

/** Walked by address, as the keys of its tables are. */
export const knownPeopleGrid = defineGrid<KnownPeopleScope>()({
  from: (scope) => sql`(${people(scope)}) k
    LEFT JOIN dotdigital_contacts d ON d.integration_id = k.integration_id AND d.email_key = k.email_key`,
  where: ({ ctx }) => visiblePeople(ctx, sql`k.email_key`),
  id: sql`k.place`,
  columns: {
    email: { sql: sql`shown_address(k.email_key)`, sort: true, walk: 'text' },
    status: { sql: sql`coalesce(d.status, 'unknown')`, filter: 'choice' },
    whose: { filter: 'choice', where: whoseIs },
    lacks: {
      filter: 'choice',
      where: ({ value }: Asked<'choice'>) =>
        sql`(${Prisma.join([sql`FALSE`, ...value.map((field) => lacksValue(sql`${field}::text`))], ' OR ')})`,
    },
    record: {
      filter: 'boolean',
      where: ({ value }: Asked<'boolean'>) =>
        sql`EXISTS (SELECT FROM crm_records x WHERE x.email_key = k.email_key AND x.deleted_at IS NULL) = ${value}`,
    },
  },
  search: (q, { ctx }) => sql`(shown_address(k.email_key) ILIKE ${likePattern(q)} OR EXISTS (
    SELECT FROM crm_records x WHERE x.email_key = k.email_key AND x.deleted_at IS NULL AND ${visibleRecords(ctx, sql`x`)}
      AND concat_ws(' ', x.first_name, x.last_name) ILIKE ${likePattern(q)}))`,
  defaultSort: { field: 'email', direction: 'asc' },
});
export type KnownPeopleQuery = GridQuery<typeof knownPeopleGrid>;
