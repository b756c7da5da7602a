import { type Context, recordAudit } from '@/lib/context';
import { emailKey } from '@/lib/email-key';
import { erasedAmong, erasedWords } from '@/lib/erased';
import { permit } from '@/lib/permissions';
import { findBadText } from '@/lib/text';
import { EventInput, type RowOutcome } from './purchase-schemas';
import { readRows, rejected } from './read-rows';

const MAX_PAYLOAD = 65_536;

/**
 * What another system tells of people, by address: the oldest living record that carries it, or none yet. Append only: the
 * same event told twice is two (an Idempotency-Key is what makes a repeated request one).
 */
export async function recordEvents(ctx: Context, raw: readonly unknown[]): Promise<RowOutcome[]> {
  permit(ctx, 'crm.write');
  const { rows, refused } = readRows(EventInput, raw);
  const outcomes = [...refused];
  const good = rows.flatMap(({ index, row }) => {
    const key = emailKey(row.email);
    const payload = JSON.stringify(row.payload);
    const bad = findBadText(row.payload);
    const problem =
      key === null
        ? { reason: `“${row.email.slice(0, 60)}” is not an e-mail address.`, path: 'email' }
        : payload.length > MAX_PAYLOAD
          ? { reason: 'payload is larger than 64 KB.', path: 'payload' }
          : bad
            ? { reason: bad.message, path: 'payload' }
            : null;
    if (problem) outcomes.push(rejected(index, null, problem.reason, problem.path));
    return problem || key === null
      ? []
      : [{ n: index, name: row.name, key, at: row.at ?? ctx.now(), payload: row.payload }];
  });
  if (good.length > 0) {
    await ctx.db.prisma.$transaction(async (tx) => {
      const erased = await erasedAmong(
        ctx,
        tx,
        good.map(({ key }) => key),
      );
      const welcome = good.filter(({ key }) => !erased.has(key));
      for (const { n, key } of good)
        if (erased.has(key)) outcomes.push(rejected(n, null, erasedWords, 'email'));
      const made = await tx.$queryRaw<{ id: bigint }[]>`
        WITH s AS MATERIALIZED (
          SELECT * FROM json_to_recordset(${JSON.stringify(welcome)}::json) AS s(n int, name text, key text, at timestamptz(3), payload jsonb)),
        people AS (
          SELECT r.email_key, min(r.id) AS id FROM crm_records r
          WHERE r.email_key IN (SELECT key FROM s) AND r.deleted_at IS NULL GROUP BY r.email_key)
        INSERT INTO record_events (name, email_key, record_id, at, payload, created_at)
        SELECT s.name, s.key, people.id, s.at, s.payload, ${ctx.now()} FROM s LEFT JOIN people ON people.email_key = s.key ORDER BY s.n
        RETURNING id`;
      const ids = made.map((one) => one.id).sort((a, b) => (a < b ? -1 : 1));
      welcome.forEach(({ n }, place) =>
        outcomes.push({
          index: n,
          externalId: null,
          outcome: 'created',
          id: String(ids[place] ?? ''),
          reason: null,
          path: null,
        }),
      );
      await recordAudit(ctx, tx, {
        action: 'event.record',
        subjectType: 'event',
        detail: { created: welcome.length, rejected: raw.length - welcome.length },
      });
    });
  }
  return outcomes.sort((a, b) => a.index - b.index);
}
