import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { recordOfProcessingCsv } from '@/lib/privacy';

export const GET = defineRoute({
  run: async (ctx) =>
    csvDownload(
      ctx,
      `record-of-processing-${ctx.now().toISOString().slice(0, 10)}.csv`,
      recordOfProcessingCsv(ctx),
    ),
});
