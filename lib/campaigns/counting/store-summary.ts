import type { Context } from '../../context';
import type { Tx } from '../../db';

/** Dotdigital's own summary, kept beside our counts; sent date taken from it. Returns whether it differed. */
export async function storeSummary(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  input: { campaignId: bigint; sentAt: Date | null; numbers: Record<string, number> },
): Promise<boolean> {
  const numbers = JSON.stringify(input.numbers);
  const stored = await tx.$executeRaw`
    INSERT INTO campaign_summaries AS s (campaign_id, numbers, fetched_at)
    VALUES (${input.campaignId}, ${numbers}::jsonb, ${ctx.now()})
    ON CONFLICT (campaign_id) DO UPDATE SET numbers = excluded.numbers, fetched_at = excluded.fetched_at
    WHERE s.numbers IS DISTINCT FROM excluded.numbers`;
  const dated =
    input.sentAt === null
      ? 0
      : await tx.$executeRaw`
    UPDATE email_campaigns SET sent_at = ${input.sentAt}
    WHERE id = ${input.campaignId} AND sent_at IS DISTINCT FROM ${input.sentAt}::timestamptz(3)`;
  return stored + dated > 0;
}
