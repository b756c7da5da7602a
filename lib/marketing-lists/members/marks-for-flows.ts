import type { Tx } from '@/lib/db';

type Addresses = { listIds: readonly bigint[]; emailKeys: readonly string[] };

/**
 * Dotdigital's word about these addresses, as a mark on the lists' items. A person's own wish ('person')
 * is never overwritten, the time of the first mark stays. Returns how many items were newly marked.
 */
export async function markItemsUnsubscribed(
  tx: Tx,
  input: Addresses & { reason: string; at: Date },
): Promise<number> {
  if (input.listIds.length === 0 || input.emailKeys.length === 0) return 0;
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    WITH hit AS (
      SELECT i.list_id, i.record_id, i.unsubscribed_at IS NULL AS fresh
      FROM list_items i JOIN crm_records r ON r.id = i.record_id
      WHERE i.list_id = ANY(${[...input.listIds]}::bigint[]) AND r.email_key = ANY(${[...input.emailKeys]}::text[])
        AND (i.unsubscribed_at IS NULL OR i.unsubscribed_reason NOT IN ('person', ${input.reason}::text))
      FOR UPDATE OF i
    ), marked AS (
      UPDATE list_items i
      SET unsubscribed_at = coalesce(i.unsubscribed_at, ${input.at}::timestamptz), unsubscribed_reason = ${input.reason}::text
      FROM hit WHERE i.list_id = hit.list_id AND i.record_id = hit.record_id
      RETURNING i.list_id, i.record_id, hit.fresh
    ), told AS (
      INSERT INTO list_events (list_id, record_id, kind, cause, at)
      SELECT list_id, record_id, 'unsubscribed', ${input.reason}::text, ${input.at}::timestamptz FROM marked WHERE fresh
      RETURNING 1
    )
    SELECT count(*) AS count FROM told`;
  return Number(row?.count ?? 0n);
}

/**
 * Dotdigital says these addresses are subscribed again. Never touches *removed* (taken off by hand) nor
 * a wish that a person recorded here. Returns how many items lost the mark.
 */
export async function clearItemsUnsubscribed(tx: Tx, input: Addresses & { at?: Date }): Promise<number> {
  if (input.listIds.length === 0 || input.emailKeys.length === 0) return 0;
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    WITH cleared AS (
      UPDATE list_items i SET unsubscribed_at = NULL, unsubscribed_reason = NULL
      FROM crm_records r
      WHERE r.id = i.record_id AND i.list_id = ANY(${[...input.listIds]}::bigint[])
        AND r.email_key = ANY(${[...input.emailKeys]}::text[])
        AND i.unsubscribed_at IS NOT NULL AND i.unsubscribed_reason IS DISTINCT FROM 'person'
      RETURNING i.list_id, i.record_id
    ), told AS (
      INSERT INTO list_events (list_id, record_id, kind, cause, at)
      SELECT list_id, record_id, 'subscribed', 'dotdigital', coalesce(${input.at ?? null}::timestamptz, now()) FROM cleared
      RETURNING 1
    )
    SELECT count(*) AS count FROM told`;
  return Number(row?.count ?? 0n);
}

/**
 * A campaign went to these addresses at this time. The same (or an older) time again changes nothing,
 * so a repeated import counts once: tell campaigns oldest first.
 */
export async function recordContacted(tx: Tx, input: Addresses & { at: Date }): Promise<number> {
  if (input.listIds.length === 0 || input.emailKeys.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE list_items i SET contacted_count = i.contacted_count + 1, last_contacted_at = ${input.at}::timestamptz
    FROM crm_records r
    WHERE r.id = i.record_id AND i.list_id = ANY(${[...input.listIds]}::bigint[])
      AND r.email_key = ANY(${[...input.emailKeys]}::text[])
      AND (i.last_contacted_at IS NULL OR i.last_contacted_at < ${input.at}::timestamptz)`;
}
