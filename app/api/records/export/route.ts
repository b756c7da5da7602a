import { z } from 'zod';
import { defineQuestion } from '@/app/_server/define-question';
import { defineRoute } from '@/app/_server/define-route';
import { csvDownload } from '@/app/_server/csv-download';
import { exportRecords, readGrid, recordGrid } from '@/lib/crm';
import { CrmEntity, entityLabels, ExportChosenInput } from '@/lib/crm/schemas';
import { parseTableQuery } from '@/lib/table-query';

const fileName = (entity: CrmEntity, now: Date): string =>
  `${entityLabels[entity].many.toLowerCase()}-${now.toISOString().slice(0, 10)}.csv`;

/** The records of a grid as a file, with its search, filters and sort. */
export const GET = defineRoute({
  query: z.looseObject({ entity: CrmEntity }),
  run: async (ctx, { query: { entity }, request }) => {
    const { query } = await readGrid(ctx, { entity, params: request.nextUrl.searchParams });
    return csvDownload(ctx, fileName(entity, ctx.now()), exportRecords(ctx, { entity, query }));
  },
});

/** The rows chosen in a grid, in its order; by POST because their ids are too long for an address. */
export const POST = defineQuestion({
  input: ExportChosenInput,
  run: async (ctx, { entity, choice, sort }) =>
    csvDownload(
      ctx,
      fileName(entity, ctx.now()),
      exportRecords(ctx, { entity, choice, query: parseTableQuery({ sort }, recordGrid.table) }),
    ),
});
