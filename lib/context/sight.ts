import { Prisma } from '../db';

/** What somebody sees beyond their role, over `users` as `u` (decision 71). */
export const sightColumns = Prisma.sql`
  u.role = 'viewer' AND EXISTS (SELECT FROM role_rules r WHERE r.role = u.role AND r.sees_people) AS "seesPeople",
  ARRAY(SELECT DISTINCT o.user_id::text FROM team_members m JOIN team_members o ON o.team_id = m.team_id AND o.user_id <> m.user_id
    WHERE m.user_id = u.id ORDER BY 1) AS teammates`;

export type Sight = { seesPeople: boolean; teammates: string[] };
