import { actorUserId } from '../actor';
import type { Context } from '../context';
import { Prisma, readGridPage } from '../db';
import { may, permit } from '../permissions';
import { apiTokenGrid, tokenState, type ApiTokenQuery } from './api-token-grid';
import type { ApiTokenState, ApiTokenView } from './schemas';

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
  lastUsedSource: string | null;
  lastUsedProgram: string | null;
  revokedAt: Date | null;
};

/** One's own tokens; everybody's for those who may see all. Never a token itself. */
export async function listApiTokens(
  ctx: Context,
  query: ApiTokenQuery,
): Promise<{ rows: ApiTokenView[]; total: number }> {
  permit(ctx, 'tokens.own');
  const userId = actorUserId(ctx.actor);
  const scope = { userId, mayAll: may(ctx.actor, 'tokens.all') || userId === null, now: ctx.now() };
  const { rows, total } = await readGridPage<Row>(
    ctx.db.prisma,
    apiTokenGrid.ask(query, scope),
    Prisma.sql`
      t.id, t.name, t.prefix, t.scopes, t.user_id AS "userId", u.name AS "userName", u.email, made.by AS "madeBy", ${tokenState(scope)} AS state,
      t.created_at AS "createdAt", t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt",
      t.last_used_source AS "lastUsedSource", t.last_used_program AS "lastUsedProgram", t.revoked_at AS "revokedAt"`,
  );
  return { rows: rows.map((row) => toView(row, userId)), total };
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
  lastUsedSource: row.lastUsedSource,
  lastUsedProgram: row.lastUsedProgram,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
