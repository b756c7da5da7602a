import { defineGrid, Prisma, type GridQuery } from '../db';

const { sql } = Prisma;

export const userState = sql`CASE
  WHEN u.disabled_at IS NOT NULL THEN 'deactivated' WHEN u.password_hash IS NULL AND NOT EXISTS (SELECT FROM provider_identities p WHERE p.user_id = u.id) THEN 'invited' ELSE 'active' END`;

export const hasSecondFactor = sql`EXISTS (SELECT FROM second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)`;

/** Sessions are dropped some days after they end; the person keeps when they were last seen. */
export const lastSeen = sql`greatest(u.last_seen_at, seen.at)`;

export const usersSeen = sql`
    users u LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM sessions s WHERE s.user_id = u.id) seen ON TRUE`;

export const userGrid = defineGrid()({
  from: usersSeen,
  id: sql`u.id`,
  columns: {
    name: { sql: sql`lower(u.name)`, sort: true },
    email: { sql: sql`u.email`, sort: true },
    role: { sql: sql`u.role::text`, sort: true, filter: 'choice' },
    state: { sql: userState, filter: 'choice' },
    hasSecondFactor: { sql: hasSecondFactor, filter: 'boolean' },
    lastSeenAt: { sql: lastSeen, sort: true, nullable: true },
    createdAt: { sql: sql`u.created_at`, sort: true },
  },
  search: [sql`u.name`, sql`u.email`],
  defaultSort: { field: 'name', direction: 'asc' },
});
export type UserQuery = Pick<GridQuery<typeof userGrid>, 'q' | 'sort' | 'filters' | 'page' | 'size'>;
