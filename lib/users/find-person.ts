import type { Actor, Role } from '../actor';
import { sightColumns, type Context, type Sight } from '../context';
import { personOf } from './person-of';

export type KnownPerson = {
  actor: Extract<Actor, { kind: 'person' }>;
  timeZone: string | null;
  wantsReport: boolean;
};

type Row = { id: bigint; name: string; email: string; role: Role } & Sight & Omit<KnownPerson, 'actor'>;

/** Somebody for whom a job works, as they are now, with what they see; null: there is nobody, or they were deactivated. */
export async function findPerson(ctx: Context, id: bigint): Promise<KnownPerson | null> {
  const [user] = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT u.id, u.name, u.email, u.role::text AS role, u.time_zone AS "timeZone", u.weekly_report_since IS NOT NULL AS "wantsReport",
      ${sightColumns}
    FROM users u WHERE u.id = ${id} AND u.disabled_at IS NULL`;
  return user ? { actor: personOf(user), timeZone: user.timeZone, wantsReport: user.wantsReport } : null;
}
