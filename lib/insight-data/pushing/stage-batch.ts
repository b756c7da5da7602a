import type { FlowContext } from '@/lib/context';
import type { InsightRecord } from '@/lib/dotdigital';
import { theseAlone, wantedDocuments, wantedOf } from '../comparing/documents';
import { ofCollection } from '../internal';
import { changeCollection, type HeldCollection } from './collection-lease';

/** Of one request. Dotdigital states no limit for insight data; its imports of contacts take 50 MB. */
const maxRows = 2_000;
const maxBytes = 5_000_000;
/** Longer than any request can be under way, and than an import of one takes: what had no answer is at its end then. */
export const graceMs = 10 * 60_000;

export type StagedBatch = { id: bigint; records: InsightRecord[] };

/**
 * Stores a request with what it carries before it leaves. Each is asked once more whether it goes; what doesn't any more is left to the
 * next comparison, which waits for the rows that are picked here. null: nothing waits.
 */
export const stageBatch = (ctx: FlowContext, held: HeldCollection): Promise<StagedBatch | null> =>
  changeCollection(ctx, held, async (tx) => {
    const now = ctx.now();
    const picked = await tx.$queryRaw<{ key: string; emailKey: string }[]>`
      SELECT i.key, i.email_key AS "emailKey" FROM insight_items i
      WHERE ${ofCollection(held, 'i')} AND i.state = 'waiting' AND (i.next_try_at IS NULL OR i.next_try_at <= ${now}::timestamptz)
      ORDER BY i.attempt_count, i.key LIMIT ${maxRows} FOR UPDATE`;
    if (picked.length === 0) return null;
    const keys = picked.map(({ key }) => key);
    const addresses = picked.map(({ emailKey }) => emailKey);
    const [wanted, these] = [await wantedOf(tx, held), await theseAlone(tx, held, keys)];
    const records = await tx.$queryRaw<(InsightRecord & { hash: Uint8Array })[]>`
      WITH found AS (
        SELECT d.key, d.email_key, d.document, d.hash, sum(octet_length(d.document)) OVER (ORDER BY d.key) - octet_length(d.document) AS before
        FROM (${wantedDocuments(wanted, these)}) d
        JOIN unnest(${keys}::text[], ${addresses}::text[]) AS i(key, email_key) ON i.key = d.key AND i.email_key = d.email_key)
      SELECT f.key, f.email_key AS email, f.document AS json, f.hash FROM found f WHERE f.before < ${maxBytes}::int ORDER BY f.key`;
    if (records.length === 0) return null;
    const { id } = await tx.insightBatch.create({
      data: {
        integrationId: held.integrationId,
        kind: held.kind,
        rowCount: records.length,
        sentAt: now,
        nextStepAt: new Date(now.getTime() + graceMs),
      },
    });
    const rows = records.map(({ key, hash }) => ({ key, hash: Buffer.from(hash).toString('hex') }));
    await tx.$executeRaw`
      UPDATE insight_items i SET state = 'sending', batch_id = ${id}::bigint, may_be_there = TRUE, sent_hash = decode(s.hash, 'hex'), state_at = ${now}::timestamptz,
        reason_code = NULL, reason_text = NULL
      FROM json_to_recordset(${JSON.stringify(rows)}::json) s(key text, hash text)
      WHERE ${ofCollection(held, 'i')} AND i.key = s.key AND i.state = 'waiting'`;
    return { id, records: records.map(({ key, email, json }) => ({ key, email, json })) };
  });
