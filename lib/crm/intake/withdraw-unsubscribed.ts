import { Prisma, type Tx } from '@/lib/db';

const { sql } = Prisma;
const maxPerCall = 1_000;

type Unsubscribes = {
  integrationId: bigint;
  /** Only what was said from then on. */
  since: Date;
  /** The run that read it. */
  causeId: string;
  now: Date;
};

/**
 * Whoever unsubscribed from the whole account opted out of mail: withdrawn consent on every living record of the address, with the
 * account, Dotdigital's time and (where it is known already) the campaign. Decided from what is stored, so reading twice tells once, and a record that comes
 * later is found too. Never takes anything back; a consent given since, on whatever record of the address, is newer and stands.
 * Returns how many records, at most `maxPerCall` at a time.
 */
export async function withdrawUnsubscribed(
  tx: Tx,
  { integrationId, since, causeId, now }: Unsubscribes,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    WITH hit AS MATERIALIZED (
      SELECT r.id, r.email_key, r.consent_state, r.consent_at, d.status_at AS at
      FROM dotdigital_contacts d
      JOIN crm_records r ON r.email_key = d.email_key AND r.deleted_at IS NULL AND r.consent_state <> 'withdrawn'
      WHERE d.integration_id = ${integrationId} AND d.status = 'Unsubscribed' AND d.status_at >= ${since}
        AND NOT EXISTS (SELECT FROM crm_records x WHERE x.email_key = d.email_key AND x.consent_state = 'given' AND x.consent_at > d.status_at)
        AND (r.consent_at IS NULL OR r.consent_at <= d.status_at)
      ORDER BY r.id LIMIT ${maxPerCall} FOR UPDATE OF r),
    gone AS (
      UPDATE crm_records r SET consent_state = 'withdrawn', consent_at = h.at, version = version + 1, updated_at = ${now}
      FROM hit h WHERE r.id = h.id RETURNING r.id),
    said AS (
      INSERT INTO consents (record_id, state, origin, integration_id, campaign_id, consent_at, recorded_at)
      SELECT h.id, 'withdrawn', 'dotdigital', ${integrationId}, ${campaignOf(integrationId, sql`h.email_key`, sql`h.at`)}, h.at, ${now} FROM hit h),
    told AS (
      INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
      SELECT h.id, v.field, v.before, v.after, 'dotdigital', ${causeId}, ${now} FROM hit h CROSS JOIN LATERAL (VALUES
        ('consentState', to_jsonb(h.consent_state::text), to_jsonb('withdrawn'::text)),
        ('consentAt', to_jsonb(h.consent_at), to_jsonb(h.at))) v(field, before, after))
    SELECT count(*)::int AS count FROM gone`;
  return row?.count ?? 0;
}

/** A pass reads states before campaigns: those that were not known when someone left are named afterwards. Returns how many. */
export async function nameCampaignsOfWithdrawals(
  tx: Tx,
  { integrationId, recordedSince }: { integrationId: bigint; recordedSince: Date },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE consents n SET campaign_id = found.campaign_id
    FROM (
      SELECT c.id, ${campaignOf(integrationId, sql`r.email_key`, sql`c.consent_at`)} AS campaign_id
      FROM consents c JOIN crm_records r ON r.id = c.record_id
      WHERE c.integration_id = ${integrationId} AND c.campaign_id IS NULL AND c.recorded_at >= ${recordedSince}) found
    WHERE n.id = found.id AND found.campaign_id IS NOT NULL`;
}

/** The last campaign before that moment in which the address used the link to unsubscribe. */
const campaignOf = (integrationId: bigint, emailKey: Prisma.Sql, at: Prisma.Sql): Prisma.Sql => sql`(
  SELECT p.campaign_id FROM campaign_recipients p JOIN email_campaigns e ON e.id = p.campaign_id AND e.integration_id = ${integrationId}
  WHERE p.email_key = ${emailKey} AND p.unsubscribed AND coalesce(p.sent_at, e.sent_at) <= ${at}
  ORDER BY coalesce(p.sent_at, e.sent_at) DESC LIMIT 1)`;
