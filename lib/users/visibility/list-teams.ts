import type { Context } from '../../context';
import { Prisma, readGridPage } from '../../db';
import { notFound } from '../../errors';
import { permit } from '../../permissions';
import type { TeamRef, TeamRow, TeamView } from '../schemas';
import { memberCount, memberNames, teamGrid, type TeamQuery } from './team-grid';

type Found = Omit<TeamRow, 'id' | 'createdAt'> & { id: bigint; createdAt: Date };

export async function listTeams(ctx: Context, query: TeamQuery): Promise<{ rows: TeamRow[]; total: number }> {
  permit(ctx, 'users.read');
  const columns = Prisma.sql`t.id, t.name, ${memberCount}::int AS "memberCount", ${memberNames} AS "memberNames", t.created_at AS "createdAt"`;
  const { rows, total } = await readGridPage<Found>(ctx.db.prisma, teamGrid.ask(query, {}), columns);
  return {
    total,
    rows: rows.map((row) => ({ ...row, id: String(row.id), createdAt: row.createdAt.toISOString() })),
  };
}

export async function getTeam(ctx: Context, { id }: TeamRef): Promise<TeamView> {
  permit(ctx, 'users.read');
  const team = await ctx.db.prisma.team.findUnique({
    where: { id: BigInt(id) },
    include: { members: { select: { userId: true }, orderBy: { userId: 'asc' } } },
  });
  if (!team) throw notFound('team');
  return { id, name: team.name, memberIds: team.members.map(({ userId }) => String(userId)) };
}
