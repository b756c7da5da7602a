import { defineGrid, Prisma, type GridQuery } from '../../db';

const { sql } = Prisma;

export const memberCount = sql`(SELECT count(*) FROM team_members m WHERE m.team_id = t.id)`;
export const memberNames = sql`coalesce((
  SELECT string_agg(u.name, ', ' ORDER BY u.name, u.id) FROM team_members m JOIN users u ON u.id = m.user_id WHERE m.team_id = t.id), '')`;

export const teamGrid = defineGrid()({
  from: sql`teams t`,
  id: sql`t.id`,
  columns: {
    name: { sql: sql`lower(t.name)`, sort: true },
    members: { sql: memberCount, sort: true },
    createdAt: { sql: sql`t.created_at`, sort: true },
  },
  search: [sql`t.name`, memberNames],
  defaultSort: { field: 'name', direction: 'asc' },
});
export type TeamQuery = GridQuery<typeof teamGrid>;
