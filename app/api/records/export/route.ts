import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { csvDownload } from '@/app/_server/csv-download';
import { exportRecords } from '@/lib/crm';
import { CrmEntity, entityLabels, recordTableOptions } from '@/lib/crm/schemas';
import { parseTableQuery } from '@/lib/table-query';

/** The records of a grid as a file, with its search, filters and sort. */
export const GET = defineRoute({
  query: z.looseObject({ entity: CrmEntity }),
  run: async (ctx, { query, request }) =>
    csvDownload(
      `${entityLabels[query.entity].many.toLowerCase()}-${ctx.now().toISOString().slice(0, 10)}.csv`,
      exportRecords(ctx, { entity: query.entity, query: parseTableQuery(request.nextUrl.searchParams, recordTableOptions) }),
    ),
});
