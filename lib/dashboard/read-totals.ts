import type { Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { permit } from '../permissions';
import type { DashboardTotals } from './schemas';

type Counts = { contacts: number; leads: number; customers: number; inBooks: number };

/** How many there are at this moment: counted, not kept, so it takes as long as there are people. */
export async function readDashboardTotals(ctx: Context): Promise<DashboardTotals> {
  permit(ctx, 'statistics.read');
  const [counts] = await ctx.db.prisma.$queryRaw<Counts[]>`
    SELECT people.*,
           (SELECT count(*)::int FROM book_members m JOIN connections c USING (address_book_id)
             JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
             WHERE m.present AND ${liveConnection()}) AS "inBooks"
    FROM (SELECT (count(*) FILTER (WHERE entity = 'contact'))::int AS contacts, (count(*) FILTER (WHERE entity = 'lead'))::int AS leads,
            (count(*) FILTER (WHERE entity = 'customer'))::int AS customers FROM crm_records WHERE deleted_at IS NULL) people`;
  return {
    recordCounts: {
      contact: counts?.contacts ?? 0,
      lead: counts?.leads ?? 0,
      customer: counts?.customers ?? 0,
    },
    inBooksCount: counts?.inBooks ?? 0,
  };
}
