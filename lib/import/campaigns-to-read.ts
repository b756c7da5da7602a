import { liveConnection } from '../connections/live-connection';
import type { Tx } from '../db';
import type { Cursor } from './import-cursor';
import type { Connector } from './schemas';

export type CampaignToRead = {
  id: bigint;
  dotdigitalId: number;
  sentAt: Date | null;
  isRecent: boolean;
  /** Lists connected to its books now. */
  listIds: bigint[];
};

const recentDays = 30;
const hourMs = 3_600_000;

/** Campaigns whose numbers may still move, oldest first; those sent long ago only when a day has passed. */
export async function campaignsToRead(tx: Tx, integrationId: bigint, now: Date): Promise<CampaignToRead[]> {
  return tx.$queryRaw<CampaignToRead[]>`
    SELECT c.id, c.dotdigital_id AS "dotdigitalId", c.sent_at AS "sentAt", recent AS "isRecent",
      ARRAY(SELECT DISTINCT n.list_id FROM email_campaign_books b
        JOIN connections n ON n.address_book_id = b.address_book_id AND ${liveConnection('n')}
        WHERE b.campaign_id = c.id ORDER BY 1) AS "listIds"
    FROM email_campaigns c
    CROSS JOIN LATERAL (SELECT c.status <> 'Sent' OR c.sent_at IS NULL
      OR c.sent_at > ${now}::timestamptz - make_interval(days => ${recentDays}) AS recent) AS r
    LEFT JOIN import_cursors k ON k.integration_id = c.integration_id AND k.connector = 'summaries' AND k.scope_id = c.dotdigital_id::text
    WHERE c.integration_id = ${integrationId} AND c.gone_at IS NULL AND c.status IN ('Sent', 'Sending', 'Triggered')
      AND (recent OR k.last_success_at IS NULL OR k.failing_since IS NOT NULL OR k.last_success_at < ${now}::timestamptz - interval '1 day'
        OR EXISTS (SELECT FROM import_cursors u WHERE u.integration_id = c.integration_id AND u.scope_id = c.dotdigital_id::text
          AND u.connector IN ('activities', 'opens', 'clicks') AND u.position->>'covers' IS DISTINCT FROM k.position->>'covers'))
    ORDER BY c.sent_at NULLS LAST, c.id`;
}

export type RowsConnector = Extract<Connector, 'activities' | 'opens' | 'clicks'>;

/** Reads of everything, to make good a difference, before the difference is only told. */
const maxRepairs = 3;
const repairEveryMs = 6 * hourMs;

/**
 * Whether a campaign's rows are read in this pass. Its summary has changed since they were last read to the end, or some time has passed
 * all the same; where it has not changed and our count still differs, rows were missed and everything is read again.
 */
export function decideRead(
  cursor: Cursor,
  input: { covers: string | undefined; isRecent: boolean; differs: boolean; now: Date },
): { read: false } | { read: true; readEverything: boolean; repairs: number } {
  const { position, lastSuccessAt } = cursor;
  const repairs = position.repairs ?? 0;
  const isUnfinished = position.startedAt !== undefined;
  if (lastSuccessAt === null || isUnfinished) return { read: true, readEverything: false, repairs };
  const isCovered = position.covers !== undefined && position.covers === input.covers;
  if (!isCovered) return { read: true, readEverything: false, repairs: 0 };
  const sinceComplete = input.now.getTime() - (position.completeAt?.getTime() ?? 0);
  if (input.differs && repairs < maxRepairs && (repairs === 0 || sinceComplete > repairEveryMs)) {
    return { read: true, readEverything: true, repairs: repairs + 1 };
  }
  const age = input.now.getTime() - lastSuccessAt.getTime();
  return age > (input.isRecent ? hourMs : 24 * hourMs)
    ? { read: true, readEverything: false, repairs }
    : { read: false };
}

/** Where what we counted is not what Dotdigital's summary says. */
export async function differencesFromSummary(
  tx: Tx,
  campaignId: bigint,
): Promise<Record<RowsConnector, boolean>> {
  const [row] = await tx.$queryRaw<Record<RowsConnector, boolean>[]>`
    SELECT
      (s.numbers->>'recipients')::int <> t.recipient_count OR (s.numbers->>'opens')::int <> t.open_count
        OR (s.numbers->>'clicks')::int <> t.click_count OR (s.numbers->>'unsubscribed')::int <> t.unsubscribed_count AS activities,
      (s.numbers->>'opens')::int <> (SELECT count(*) FROM campaign_opens WHERE campaign_id = ${campaignId}) AS opens,
      (s.numbers->>'clicks')::int <> (SELECT count(*) FROM campaign_clicks WHERE campaign_id = ${campaignId}) AS clicks
    FROM campaign_summaries s JOIN campaign_totals t USING (campaign_id) WHERE s.campaign_id = ${campaignId}`;
  return { activities: row?.activities ?? false, opens: row?.opens ?? false, clicks: row?.clicks ?? false };
}
