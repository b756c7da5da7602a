import type { Channel } from '@/lib/channel';
import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma, type Tx } from '@/lib/db';
import { keyOf, mustNotBeMailed } from '@/lib/standing';

type Addresses = { listIds: readonly bigint[]; emailKeys: readonly string[] };

/**
 * Dotdigital's word about these addresses, as a mark on the lists' items. A person's own wish ('person')
 * is never overwritten, the time of the first mark stays. Returns how many items were newly marked.
 */
export async function markItemsUnsubscribed(
  tx: Tx,
  input: Addresses & { channel?: Channel; reason: string; at: Date },
): Promise<number> {
  if (input.listIds.length === 0 || input.emailKeys.length === 0) return 0;
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    WITH hit AS (
      SELECT i.list_id, i.record_id, i.unsubscribed_at IS NULL AS fresh
      FROM list_items i JOIN crm_records r ON r.id = i.record_id
      WHERE i.list_id = ANY(${[...input.listIds]}::bigint[]) AND ${keyOf(input.channel ?? 'email')} = ANY(${[...input.emailKeys]}::text[])
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

/** Subscribed again at Dotdigital: the mark goes where nothing else there speaks against the address. *Removed* is not touched. */
export async function clearMarksOfReturned(
  tx: Tx,
  input: { integrationId: bigint; emailKeys: readonly string[]; at: Date },
): Promise<void> {
  if (input.emailKeys.length === 0) return;
  const free = await tx.$queryRaw<{ listId: bigint; emailKeys: string[] }[]>`
    SELECT l.list_id AS "listId", array_agg(k.key) AS "emailKeys"
    FROM (SELECT DISTINCT list_id FROM connections WHERE integration_id = ${input.integrationId} AND ${liveConnection('connections')}) AS l
    CROSS JOIN unnest(${[...input.emailKeys]}::text[]) AS k(key)
    WHERE NOT EXISTS (
      SELECT FROM connections n
      LEFT JOIN dotdigital_contacts d ON d.integration_id = n.integration_id AND d.email_key = k.key
      LEFT JOIN book_members m ON m.address_book_id = n.address_book_id AND m.email_key = k.key
      WHERE n.list_id = l.list_id AND ${liveConnection('n')}
        AND (m.unsubscribed_at IS NOT NULL OR ${mustNotBeMailed(Prisma.sql`d.status`)}))
    GROUP BY l.list_id`;
  for (const { listId, emailKeys } of free) {
    await clearItemsUnsubscribed(tx, { listIds: [listId], emailKeys, at: input.at });
  }
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
