import { differences, recordAudit, type Context } from '../../context';
import { sameIgnoringCase, type Tx } from '../../db';
import { invalidFields, notFound } from '../../errors';
import { permit } from '../../permissions';
import type { CreateTeam, TeamRef, UpdateTeam } from '../schemas';

/** Its people see what the others of it own, from their next click on. */
export async function createTeam(ctx: Context, { name, memberIds }: CreateTeam): Promise<TeamRef> {
  permit(ctx, 'users.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    await requireFreeName(tx, name, null);
    const members = await requirePeople(tx, memberIds);
    const { id } = await tx.team.create({
      data: { name, members: { create: members.map((userId) => ({ userId })) } },
    });
    await recordAudit(ctx, tx, {
      action: 'team.create',
      subjectType: 'team',
      subjectId: id,
      detail: { name, members: members.map(String) },
    });
    return { id: String(id) };
  });
}

export async function updateTeam(ctx: Context, { id, name, memberIds }: UpdateTeam): Promise<void> {
  permit(ctx, 'users.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await lockTeam(tx, id);
    await requireFreeName(tx, name, before.id);
    const members = await requirePeople(tx, memberIds);
    await tx.team.update({ where: { id: before.id }, data: { name } });
    await tx.teamMember.deleteMany({ where: { teamId: before.id, userId: { notIn: members } } });
    await tx.teamMember.createMany({
      data: members.map((userId) => ({ teamId: before.id, userId })),
      skipDuplicates: true,
    });
    await recordAudit(ctx, tx, {
      action: 'team.update',
      subjectType: 'team',
      subjectId: before.id,
      detail: differences(
        { name: before.name, members: before.members },
        { name, members: members.map(String) },
      ),
    });
  });
}

/** Who was in it sees from then on what they saw without it; nothing that anybody owns changes. */
export async function deleteTeam(ctx: Context, { id }: TeamRef): Promise<void> {
  permit(ctx, 'users.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await lockTeam(tx, id);
    await tx.team.delete({ where: { id: before.id } });
    await recordAudit(ctx, tx, {
      action: 'team.delete',
      subjectType: 'team',
      subjectId: before.id,
      detail: { name: before.name, members: before.members },
    });
  });
}

async function lockTeam(tx: Tx, id: string) {
  const [team] = await tx.$queryRaw<{ id: bigint; name: string }[]>`
    SELECT id, name FROM teams WHERE id = ${BigInt(id)} FOR UPDATE`;
  if (!team) throw notFound('team');
  const members = await tx.teamMember.findMany({ where: { teamId: team.id }, orderBy: { userId: 'asc' } });
  return { ...team, members: members.map(({ userId }) => String(userId)) };
}

async function requireFreeName(tx: Tx, name: string, own: bigint | null): Promise<void> {
  const other = await tx.team.findFirst({ where: { name: sameIgnoringCase(name) } });
  if (other && other.id !== own) throw invalidFields({ name: 'There is a team of this name already.' });
}

async function requirePeople(tx: Tx, ids: readonly string[]): Promise<bigint[]> {
  const people = await tx.user.findMany({
    where: { id: { in: ids.map(BigInt) } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  if (people.length < new Set(ids).size)
    throw invalidFields({ memberIds: 'Somebody of these is not there any more.' });
  return people.map(({ id }) => id);
}
