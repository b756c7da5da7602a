import { defineGrid, Prisma, type GridQuery } from '../db';
import { stateSql } from './internal';

const { sql } = Prisma;

export const integrationGrid = defineGrid()({
  from: sql`integrations i LEFT JOIN users u ON u.id = i.default_owner_id`,
  where: sql`i.deleted_at IS NULL`,
  id: sql`i.id`,
  columns: {
    name: { sql: sql`lower(i.name)`, sort: true },
    status: { sql: stateSql, sort: true, filter: 'choice' },
    lastSync: { sql: sql`i.last_import_at`, sort: true, nullable: true },
    owner: { sql: sql`lower(u.name)`, sort: true, nullable: true },
  },
  search: [sql`i.name`, sql`i.account_name`, sql`i.username`],
  defaultSort: { field: 'name', direction: 'asc' },
});
export type IntegrationQuery = GridQuery<typeof integrationGrid>;
