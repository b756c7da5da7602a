import { recordAudit, type FlowContext } from '../../context';
import type { Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { permit } from '../../permissions';
import { readCheck } from './read-check';
import type { ResubscriptionView } from '../schemas';

const { sql } = Prisma;

export const checkedDays = 365;
const dayMs = 86_400_000;
const timeout = 15 * 60_000;

/** A wish, not a fault of an address: what bounces may come back by itself. */
const wishes = ['Unsubscribed', 'Suppressed', 'IspComplained', 'DirectComplaint'];

export async function isCheckDue(ctx: Pick<FlowContext, 'db' | 'now'>): Promise<boolean> {
  const latest = await ctx.db.prisma.resubscriptionCheck.findFirst({ orderBy: { day: 'desc' } });
  return latest === null || ctx.now().getTime() - latest.at.getTime() > dayMs;
}

/**
 * Whoever had unsubscribed, here or at Dotdigital, and was afterwards sent as subscribed or is listed so there. One statement over all of
 * them; its result stands until the next one. Safe to repeat.
 */
export async function checkResubscribed(ctx: FlowContext): Promise<void> {
  permit(ctx, 'privacy.read');
  await ctx.db.prisma.$transaction((tx) => check(ctx, tx), { timeout });
}

/** The same at once, because somebody asked. */
export async function checkResubscribedNow(ctx: Context): Promise<ResubscriptionView> {
  permit(ctx, 'privacy.read');
  await ctx.db.prisma.$transaction(
    async (tx) => {
      await check(ctx, tx);
      await recordAudit(ctx, tx, { action: 'privacy.check-resubscribed', subjectType: 'settings' });
    },
    { timeout },
  );
  return readCheck(ctx);
}

async function check(ctx: Context, tx: Tx): Promise<void> {
  const startedAt = performance.now();
  const at = ctx.now();
  const since = new Date(at.getTime() - checkedDays * dayMs);
  await tx.$executeRaw`DELETE FROM returned_addresses`;
  const [row] = await tx.$queryRaw<{ unsubscribed: number; withConsent: number; withoutConsent: number }[]>`
    WITH ${left},
    returns AS MATERIALIZED (
      ${listed(since)} UNION ALL ${sent(since)}),
    found AS (
      SELECT DISTINCT ON (r.n) r.*, l.at AS left_at, l.word
      FROM (SELECT row_number() OVER () AS n, * FROM returns) r
      JOIN gone l ON l.email_key = r.email_key AND l.at < r.at AND ${sameScope}
      ORDER BY r.n, l.at DESC),
    -- Who came back there by themselves was not brought back by the export that followed.
    firsts AS (
      SELECT DISTINCT ON (f.email_key, f.integration_id, f.address_book_id) f.* FROM found f
      WHERE f.how = 'listed' OR NOT EXISTS (
        SELECT FROM address_events e WHERE e.email_key = f.email_key AND e.integration_id = f.integration_id AND e.status = 'Subscribed'
          AND e.at > f.left_at AND e.at <= f.at AND (e.address_book_id IS NULL OR e.address_book_id = f.address_book_id))
      ORDER BY f.email_key, f.integration_id, f.address_book_id, f.at),
    kept AS (
      INSERT INTO returned_addresses (email_key, how, integration_id, address_book_id, sync_run_id, left_at, left_by, back_at, consent_at, consent_text)
      SELECT f.email_key, f.how, f.integration_id, f.address_book_id, f.run_id, f.left_at, f.word, f.at, c.consent_at, c.text
      FROM firsts f LEFT JOIN LATERAL (
        SELECT n.consent_at, n.text FROM consents n JOIN crm_records x ON x.id = n.record_id
        WHERE x.email_key = f.email_key AND n.state = 'given' AND n.consent_at > f.left_at AND n.consent_at <= f.at
        ORDER BY n.consent_at DESC LIMIT 1) c ON TRUE
      RETURNING email_key, consent_at)
    SELECT (SELECT count(DISTINCT email_key) FROM gone)::int AS unsubscribed,
      (SELECT count(DISTINCT email_key) FROM kept WHERE consent_at IS NOT NULL)::int AS "withConsent",
      (SELECT count(DISTINCT email_key) FROM kept WHERE consent_at IS NULL)::int AS "withoutConsent"`;
  const data = {
    at,
    since,
    unsubscribedCount: row?.unsubscribed ?? 0,
    withConsentCount: row?.withConsent ?? 0,
    withoutConsentCount: row?.withoutConsent ?? 0,
    tookMs: Math.round(performance.now() - startedAt),
  };
  const day = new Date(at.toISOString().slice(0, 10));
  await tx.resubscriptionCheck.upsert({ where: { day }, create: { day, ...data }, update: data });
}

/** Whoever left: an account, one of its books, or all mail. */
const left = sql`gone AS MATERIALIZED (
  SELECT e.email_key, e.integration_id, e.address_book_id, e.at, e.status AS word FROM address_events e WHERE e.status = ANY(${wishes}::text[])
  UNION ALL
  SELECT r.email_key, NULL, NULL, c.consent_at, 'withdrawn' FROM consents c JOIN crm_records r ON r.id = c.record_id
  WHERE c.state = 'withdrawn' AND r.email_key IS NOT NULL)`;

/** What was left takes in where they are back. */
const sameScope = sql`(l.integration_id IS NULL OR (l.integration_id = r.integration_id
  AND (l.address_book_id IS NULL OR l.address_book_id = r.address_book_id)))`;

const listed = (since: Date): Prisma.Sql => sql`
  SELECT e.email_key, 'listed' AS how, e.integration_id, e.address_book_id, NULL::bigint AS run_id, e.at
  FROM address_events e WHERE e.status = 'Subscribed' AND e.at >= ${since}`;

const sent = (since: Date): Prisma.Sql => sql`
  SELECT p.email_key, 'sent', c.integration_id, c.address_book_id, w.sync_run_id, p.settled_at
  FROM planned_changes p JOIN waves w ON w.id = p.wave_id JOIN connections c ON c.id = w.connection_id
  WHERE p.action IN ('add', 'update') AND p.outcome IN ('added', 'updated') AND p.settled_at >= ${since}
    AND p.email_key IN (SELECT g.email_key FROM gone g)`;
