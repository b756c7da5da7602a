import { z } from 'zod';
import { csvDownload } from '@/app/_server/csv-download';
import { defineRoute } from '@/app/_server/define-route';
import { comparisonCsv } from '@/lib/campaigns';
import { ComparedIds, readMachines, RevenueRule } from '@/lib/campaigns/schemas';

/** A comparison as a file. */
export const GET = defineRoute({
  query: z.object({ ids: ComparedIds, machine: z.string().optional() }).extend(RevenueRule.shape),
  run: async (ctx, { query: { ids, machine, ...revenue } }) =>
    csvDownload(
      ctx,
      `compared-campaigns-${ctx.now().toISOString().slice(0, 10)}.csv`,
      comparisonCsv(ctx, { ids, machines: readMachines(machine), revenue }),
    ),
});
