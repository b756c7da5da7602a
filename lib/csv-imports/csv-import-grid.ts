import { defineGrid, Prisma, type GridQuery } from '@/lib/db';

const { sql } = Prisma;

/** Files that were uploaded whole. */
export const csvImportGrid = defineGrid()({
  from: sql`csv_imports i`,
  where: sql`i.state <> 'uploading'`,
  id: sql`i.id`,
  columns: {
    fileName: { sql: sql`i.file_name`, sort: true },
    entity: { sql: sql`i.entity`, sort: true, filter: 'choice' },
    state: { sql: sql`i.state`, sort: true, filter: 'choice' },
    rowCount: { sql: sql`i.row_count`, sort: true },
    createdAt: { sql: sql`i.created_at`, sort: true },
  },
  search: [sql`i.file_name`],
  defaultSort: { field: 'createdAt', direction: 'desc' },
});
export type CsvImportQuery = GridQuery<typeof csvImportGrid>;
