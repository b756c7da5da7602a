import type { Actor } from '../actor';
import { sightColumns, type Context, type Sight } from '../context';
import { personOf } from './person-of';

export type KnownPerson = {
  actor: Extract<Actor, { kind: 'person' }>;
  timeZone: string | null;
  wantsReport: boolean;
};

/** Somebody for whom a job works, as they are now; null: there is nobody, or they were deactivated. */
export async function findPerson(ctx: Context, id: bigint): Promise<KnownPerson | null> {
  const user = await ctx.db.prisma.user.findUnique({ where: { id } });
  if (!user || user.disabledAt !== null) return null;
  const [sight] = await ctx.db.prisma.$queryRaw<Sight[]>`
    SELECT ${sightColumns} FROM users u WHERE u.id = ${id}`;
  return {
    actor: personOf({ ...user, ...sight }),
    timeZone: user.timeZone,
    wantsReport: user.weeklyReportSince !== null,
  };
}
