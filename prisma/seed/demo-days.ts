import type { Context } from '@/lib/context';
import { countDays } from '@/lib/dashboard';

/** The days before today as they would have been counted, had the company been here all along: people come, and keep their minds. */
export async function seedDemoDays(ctx: Context): Promise<void> {
  await countDays(ctx);
  await ctx.db.prisma.$executeRaw`
    UPDATE daily_counts k SET mailable_count = (
      SELECT count(DISTINCT r.email_key)::int FROM crm_records r
      WHERE r.created_at < k.day + 1 AND r.deleted_at IS NULL AND r.consent_state <> 'withdrawn')
    WHERE k.mailable_count IS NULL`;
}
