import { Prisma, type Tx } from '../../db';
import { sendableStatuses } from '../../dotdigital';
import { factsOfEach, standingsThatApply } from '../../standing';
import type { PlanScope } from './plan-scope';

const { sql } = Prisma;

/** Nothing but an unsubscribe at Dotdigital keeps them from mail: over the aliases of `factsOfEach`. */
const onlyUnsubscribed = sql`(
  ${standingsThatApply('email')} <@ ARRAY['status', 'unsubscribed_from_book', 'unsubscribed']
  AND (d.status = 'Unsubscribed' OR (b.unsubscribed_at IS NOT NULL AND NOT b.present))
  AND (d.status IS NULL OR d.status = ANY(${[...sendableStatuses, 'Unsubscribed']}::text[]))
  AND (mark.reason IS NULL OR mark.reason = 'Unsubscribed'))`;

/** When they unsubscribed last; an unsubscribe whose time nobody told is later than any consent. */
const unsubscribedAt = sql`greatest(
  CASE WHEN d.status = 'Unsubscribed' THEN coalesce(d.status_at, 'infinity') END,
  CASE WHEN NOT b.present THEN b.unsubscribed_at END, mark.at)`;

/** Alias `newer`: what they agreed to since, in words, on whatever record with the address. Behind `factsOfEach`. */
const newerConsent = sql`
  JOIN LATERAL (
    SELECT k.text, k.consent_at, k.recorded_at FROM crm_records x JOIN consents k ON k.record_id = x.id
    WHERE x.email_key = r.email_key AND x.deleted_at IS NULL AND k.channel = 'email' AND k.state = 'given'
      AND btrim(coalesce(k.text, '')) <> '' AND k.consent_at > ${unsubscribedAt}
    ORDER BY k.consent_at DESC, k.id DESC LIMIT 1) newer ON ${onlyUnsubscribed}`;

type Scope = Pick<PlanScope, 'listId' | 'integrationId' | 'addressBookId' | 'channel' | 'options'>;

/**
 * Whoever unsubscribed at Dotdigital and agreed again since is asked back by its own call, where the connection says so (decision 83). One
 * consent asks once in an account: whoever does not follow Dotdigital's mail stays out. Once taken back into one book, the others may ask.
 */
export async function planResubscribes(tx: Tx, scope: Scope): Promise<void> {
  const { integrationId, addressBookId } = scope;
  if (scope.channel !== 'email' || scope.options.resubscribe === 'never' || addressBookId === null) return;
  await tx.$executeRaw`
    UPDATE plan_rows p SET action = 'resubscribe', reason_code = NULL, wanted_values = back.consent
    FROM (
      SELECT r.id, jsonb_build_object('Consent', newer.text, 'Consent given',
        to_char(newer.consent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS consent
      FROM plan_rows q JOIN crm_records r ON r.id = q.record_id
      JOIN list_items i ON i.list_id = ${scope.listId}::bigint AND i.record_id = r.id
      ${factsOf(scope)} ${newerConsent}
      WHERE q.action = 'skip' AND q.reason_code IN ('Unsubscribed', 'unsubscribed_from_book') AND NOT EXISTS (
        SELECT FROM planned_changes e JOIN waves w ON w.id = e.wave_id JOIN connections c ON c.id = w.connection_id
        WHERE e.action = 'resubscribe' AND e.email_key = r.email_key AND c.integration_id = ${integrationId}
          AND (e.settled_at IS NULL OR e.settled_at >= newer.recorded_at) AND e.reason_code IS DISTINCT FROM 'plan_changed'
          AND (e.outcome IS DISTINCT FROM 'added' OR w.address_book_id = ${addressBookId}::bigint))) back
    WHERE p.action = 'skip' AND p.record_id = back.id`;
}

/** Just before they are asked, each is judged anew: an opt-out, a complaint or a removal since is heeded. */
export async function dropWhoMayNotBeAsked(
  tx: Tx,
  scope: Omit<Scope, 'options' | 'channel'>,
  batchId: bigint,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'skipped', reason_code = 'plan_changed'
    WHERE p.batch_id = ${batchId} AND p.outcome IS NULL AND NOT EXISTS (
      SELECT FROM crm_records r JOIN list_items i ON i.list_id = ${scope.listId}::bigint AND i.record_id = r.id
      ${factsOf(scope)} ${newerConsent}
      WHERE r.id = p.record_id AND r.email_key = p.email_key)`;
}

const factsOf = ({ listId, integrationId, addressBookId }: Omit<Scope, 'options' | 'channel'>): Prisma.Sql =>
  factsOfEach({ listId, account: { integrationId, addressBookId, channel: 'email' }, wantedHash: null });
