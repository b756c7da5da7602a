import type { SeenByOwner } from '../actor';
import { Prisma } from '../db';

/** Where the settings keep what is seen by owner. */
export const seenByOwnerKey = 'visibility.by-owner';

/** What somebody sees beyond their role, over `users` as `u` (decisions 71 and 80). */
export const sightColumns = Prisma.sql`
  u.role = 'viewer' AND EXISTS (SELECT FROM role_rules r WHERE r.role = u.role AND r.sees_people) AS "seesPeople",
  ARRAY(SELECT DISTINCT o.user_id::text FROM team_members m JOIN team_members o ON o.team_id = m.team_id AND o.user_id <> m.user_id
    WHERE m.user_id = u.id ORDER BY 1) AS teammates,
  (SELECT s.value FROM settings s WHERE s.key = ${seenByOwnerKey}) AS "byOwner"`;

export type Sight = { seesPeople: boolean; teammates: string[]; byOwner: SeenByOwner | null };
