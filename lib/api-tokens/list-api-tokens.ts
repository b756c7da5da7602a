import { actorUserId } from '../actor';
import type { Context } from '../context';
import { Prisma } from '../db';
import { may, permit } from '../permissions';
import type { TableQuery } from '../table-query';
import type { ApiTokenState, ApiTokenView, apiTokenTableOptions } from './schemas';

type Sort = (typeof apiTokenTableOptions.sortable)[number];
export type ApiTokenQuery = Pick<TableQuery<Sort, 'state'>, 'q' | 'sort' | 'filters' | 'page' | 'size'>;

type Row = {
  id: bigint;
  name: string;
  prefix: string;
  scopes: string[];
  userId: bigint;
  userName: string;
  email: string;
  madeBy: string | null;
  state: ApiTokenState;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  total: bigint;
};

const { sql } = Prisma;
const orderBy: Record<Sort, Prisma.Sql> = {
  name: sql`lower(t.name)`,
  owner: sql`lower(u.name)`,
  createdAt: sql`t.created_at`,
  lastUsedAt: sql`t.last_used_at`,
  expiresAt: sql`t.expires_at`,
};

/** One's own tokens; everybody's for those who may see all. Never a token itself. */
export async function listApiTokens(
  ctx: Context,
  query: ApiTokenQuery,
): Promise<{ rows: ApiTokenView[]; total: number }> {
  permit(ctx, 'tokens.own');
  const userId = actorUserId(ctx.actor);
  const mayAll = may(ctx.actor, 'tokens.all') || userId === null;
  const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const states = query.filters.flatMap((filter) => (filter.type === 'choice' ? [filter.value] : []));
  const state = sql`CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= ${ctx.now()} THEN 'expired' WHEN u.disabled_at IS NOT NULL THEN 'person_disabled' ELSE 'active' END`;
  const direction = query.sort.direction === 'asc' ? sql`ASC` : sql`DESC`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT t.id, t.name, t.prefix, t.scopes, t.user_id AS "userId", u.name AS "userName", u.email, made.by AS "madeBy", ${state} AS state,
      t.created_at AS "createdAt", t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt", count(*) OVER () AS total
    FROM api_tokens t JOIN users u ON u.id = t.user_id
    LEFT JOIN LATERAL (
      SELECT a.actor_label AS by FROM audit_entries a
      WHERE a.subject_type = 'api_token' AND a.subject_id = t.id::text AND a.action = 'api-token.create' AND a.actor_id IS DISTINCT FROM t.user_id LIMIT 1
    ) made ON TRUE
    WHERE (${mayAll} OR t.user_id = ${userId}::bigint)
      AND (${query.q} = '' OR t.name ILIKE ${like} OR t.prefix ILIKE ${like} OR (${mayAll} AND (u.name ILIKE ${like} OR u.email ILIKE ${like})))
      AND ${
        states.length === 0
          ? sql`TRUE`
          : Prisma.join(
              states.map((values) => sql`${state} = ANY(${values}::text[])`),
              ' AND ',
            )
      }
    ORDER BY ${orderBy[query.sort.field]} ${direction} NULLS LAST, t.id DESC
    LIMIT ${query.size}::int OFFSET ${(query.page - 1) * query.size}::bigint`;
  return { rows: rows.map((row) => toView(row, userId)), total: Number(rows[0]?.total ?? 0n) };
}

const toView = (row: Row, userId: bigint | null): ApiTokenView => ({
  id: String(row.id),
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  owner: { id: String(row.userId), name: row.userName, email: row.email },
  madeBy: row.madeBy,
  mine: row.userId === userId,
  state: row.state,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
