import { z } from 'zod';
import { findQueuedCsvImports, runCsvImport } from '@/lib/csv-imports';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const runCsvImportJob = defineJob({
  name: 'crm.run-csv-import',
  schedule: 'as soon as someone starts one',
  group: 'import',
  payload: z.object({ csvImportId: idText }),
  key: ({ csvImportId }) => csvImportId,
  concurrency: 1,
  findDue: async (ctx) =>
    (await findQueuedCsvImports(ctx)).map((due) => ({ ...due, csvImportId: String(due.csvImportId) })),
  run: (ctx, { csvImportId }) => runCsvImport(ctx, BigInt(csvImportId)),
});
