import { Prisma } from '../db';
import type { RoleName, UserState, UserView } from './schemas';
import { hasSecondFactor, lastSeen, userState } from './user-grid';

export type UserRow = {
  id: bigint;
  name: string;
  email: string;
  role: RoleName;
  state: UserState;
  hasSecondFactor: boolean;
  createdAt: Date;
  lastSeenAt: Date | null;
};

/** Of `usersSeen`. */
export const userColumns = Prisma.sql`u.id, u.name, u.email, u.role::text AS role, ${userState} AS state, ${hasSecondFactor} AS "hasSecondFactor", u.created_at AS "createdAt", ${lastSeen} AS "lastSeenAt"`;

export const userViewOf = (row: UserRow): UserView => ({
  ...row,
  id: String(row.id),
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
});
