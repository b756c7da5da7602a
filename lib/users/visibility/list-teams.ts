import type { Context } from '../../context';
import type { Prisma } from '../../db';
import { notFound } from '../../errors';
import { permit } from '../../permissions';
import type { TeamRef, TeamView } from '../schemas';

export async function listTeams(ctx: Context): Promise<TeamView[]> {
  permit(ctx, 'users.read');
  const teams = await ctx.db.prisma.team.findMany({ include: withMembers, orderBy: { name: 'asc' } });
  return teams.map(teamViewOf);
}

export async function getTeam(ctx: Context, { id }: TeamRef): Promise<TeamView> {
  permit(ctx, 'users.read');
  const team = await ctx.db.prisma.team.findUnique({ where: { id: BigInt(id) }, include: withMembers });
  if (!team) throw notFound('team');
  return teamViewOf(team);
}

const withMembers = {
  members: {
    select: { user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { name: 'asc' } },
  },
} as const satisfies Prisma.TeamInclude;

type Team = Prisma.TeamGetPayload<{ include: typeof withMembers }>;

const teamViewOf = ({ id, name, createdAt, members }: Team): TeamView => ({
  id: String(id),
  name,
  createdAt: createdAt.toISOString(),
  members: members.map(({ user }) => ({ ...user, id: String(user.id) })),
});
