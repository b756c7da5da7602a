import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { auditCsv, auditGrid } from '@/lib/audit';
import { parseTableQuery } from '@/lib/table-query';

/** The audit log as a file, with the search and filters of the table. */
export const GET = defineRoute({
  run: async (ctx, { request }) =>
    csvDownload(
      ctx,
      'audit-log.csv',
      await auditCsv(ctx, parseTableQuery(request.nextUrl.searchParams, auditGrid.table)),
    ),
});
