import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { consentHistoryCsv } from '@/lib/privacy';

export const GET = defineRoute({
  run: async (ctx) =>
    csvDownload(ctx, `consent-history-${ctx.now().toISOString().slice(0, 10)}.csv`, consentHistoryCsv(ctx)),
});
