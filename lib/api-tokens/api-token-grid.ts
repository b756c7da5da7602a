import { defineGrid, likePattern, Prisma, type Asked, type GridQuery } from '../db';

const { sql } = Prisma;

export const tokenState = ({ now }: { now: Date }): Prisma.Sql => sql`CASE
  WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= ${now} THEN 'expired'
  WHEN u.disabled_at IS NOT NULL THEN 'person_disabled' ELSE 'active' END`;

const isOfPerson = ({ value }: Asked<'choice'>): Prisma.Sql =>
  sql`t.user_id = ANY(${value.filter((id) => /^\d{1,18}$/.test(id)).map(BigInt)}::bigint[])`;

/** One's own tokens; everybody's for those who may see all, who find them by their people too. */
export const apiTokenGrid = defineGrid<{ userId: bigint | null; mayAll: boolean; now: Date }>()({
  from: sql`
    api_tokens t JOIN users u ON u.id = t.user_id
    LEFT JOIN LATERAL (
      SELECT a.actor_label AS by FROM audit_entries a
      WHERE a.subject_type = 'api_token' AND a.subject_id = t.id::text AND a.action = 'api-token.create' AND a.actor_id IS DISTINCT FROM t.user_id LIMIT 1
    ) made ON TRUE`,
  where: ({ userId, mayAll }) => (mayAll ? sql`TRUE` : sql`t.user_id = ${userId}::bigint`),
  id: sql`t.id`,
  ties: 'desc',
  columns: {
    name: { sql: sql`lower(t.name)`, sort: true },
    owner: { sql: sql`lower(u.name)`, sort: true },
    person: { filter: 'choice', where: isOfPerson },
    state: { sql: tokenState, filter: 'choice' },
    createdAt: { sql: sql`t.created_at`, sort: true },
    lastUsedAt: { sql: sql`t.last_used_at`, sort: true, nullable: true },
    expiresAt: { sql: sql`t.expires_at`, sort: true, nullable: true },
  },
  search: (q, { mayAll }) => {
    const like = likePattern(q);
    const people = mayAll ? sql` OR u.name ILIKE ${like} OR u.email ILIKE ${like}` : Prisma.empty;
    return sql`(t.name ILIKE ${like} OR t.prefix ILIKE ${like}${people})`;
  },
  defaultSort: { field: 'createdAt', direction: 'desc' },
});
export type ApiTokenQuery = Pick<GridQuery<typeof apiTokenGrid>, 'q' | 'sort' | 'filters' | 'page' | 'size'>;
