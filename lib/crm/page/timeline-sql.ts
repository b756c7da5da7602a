import { visibleCampaigns, visibleLists, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { derivedFields } from '../fields/fields';

type Asker = Pick<Context, 'actor'>;

/** A record and those that were merged into it, directly or by way of another: their history is one person's. */
export type Person = { id: bigint; ids: bigint[]; emailKeys: string[] };

export async function readPerson(tx: Tx, id: bigint): Promise<Person> {
  const rows = await tx.$queryRaw<{ id: bigint; email_key: string | null }[]>`
    WITH RECURSIVE person AS (
      SELECT id, email_key FROM crm_records WHERE id = ${id}
      UNION SELECT r.id, r.email_key FROM person p JOIN crm_records r ON r.merged_into_id = p.id)
    SELECT id, email_key FROM person LIMIT 200`;
  return {
    id,
    ids: rows.map((row) => row.id),
    emailKeys: [...new Set(rows.flatMap((row) => row.email_key ?? []))],
  };
}

const many = (ids: bigint[]): Prisma.Sql => Prisma.sql`ANY(${ids}::bigint[])`;

/** Columns of every part: at, key, kind, subject_id, name, before, after, origin, cause. Only lists and campaigns are told of that may be seen. */
export function timelineParts(asker: Asker, { id, ids, emailKeys }: Person): Prisma.Sql {
  const parts = [ownHistory(asker, ids), conflicts(ids), purchases(id), waves(ids)];
  if (emailKeys.length > 0)
    parts.push(
      books(ids, emailKeys),
      addressWords(emailKeys),
      campaigns(asker, emailKeys),
      campaignEnds(asker, emailKeys),
    );
  return Prisma.join(parts, ' UNION ALL ');
}

/** What is told by the line of the field that it comes from. */
const derived = Object.keys(derivedFields);

/** The field that a line of consent `n` changes. */
const stateField = Prisma.sql`CASE n.channel WHEN 'email' THEN 'consentState' ELSE n.channel || 'ConsentState' END`;

/**
 * Lines of the record itself. A line of consent says more than the state beside it. Who came by a file, or by a way that writes no
 * line of creation, is told of by the batches of the import and by when the record was made.
 */
const ownHistory = (asker: Asker, ids: bigint[]): Prisma.Sql => Prisma.sql`
  SELECT c.at, 'c' || lpad(c.id::text, 20, '0') AS key, 'change' AS kind, NULL::bigint AS subject_id, c.field AS name,
         c.before, c.after, c.origin, c.cause_id AS cause
  FROM record_changes c WHERE c.record_id = ${many(ids)} AND c.field <> ALL(${derived}::text[])
    AND NOT EXISTS (SELECT 1 FROM consents n WHERE n.record_id = ${many(ids)} AND n.recorded_at = c.at AND c.field = ${stateField})
  UNION ALL
  SELECT r.created_at, '0' || lpad(r.id::text, 20, '0'), 'change', NULL, 'created', NULL, NULL, CASE WHEN b.import_id IS NULL THEN NULL ELSE 'csv' END, b.import_id::text
  FROM crm_records r LEFT JOIN LATERAL (SELECT b.import_id FROM csv_import_batches b WHERE b.created @> r.id LIMIT 1) b ON TRUE
  WHERE r.id = ${many(ids)} AND NOT EXISTS (SELECT 1 FROM record_changes c WHERE c.record_id = r.id AND c.field = 'created')
  UNION ALL
  SELECT CASE n.origin WHEN 'dotdigital' THEN n.consent_at ELSE n.recorded_at END, 'n' || lpad(n.id::text, 20, '0'), 'consent', NULL, n.channel || ' ' || n.state, NULL, to_jsonb(coalesce(n.text, ${saidInDotdigital(asker)}, n.source)), n.origin,
         (SELECT c.cause_id FROM record_changes c WHERE c.record_id = n.record_id AND c.field = ${stateField} AND c.at = n.recorded_at LIMIT 1)
  FROM consents n WHERE n.record_id = ${many(ids)}
  UNION ALL
  SELECT v.at, 'l' || lpad(v.id::text, 20, '0'), 'list_' || v.kind, l.id, l.name, NULL, NULL, v.cause, NULL
  FROM list_events v JOIN marketing_lists l ON l.id = v.list_id AND ${visibleLists(asker)} WHERE v.record_id = ${many(ids)}`;

/** Of a line of consent `n` that Dotdigital brought: the account, and the campaign where that is known and may be seen. */
export const saidInDotdigital = (asker: Asker): Prisma.Sql => Prisma.sql`(
  SELECT 'Unsubscribed from ' || a.name || coalesce(', in the campaign ' || (SELECT e.name FROM email_campaigns e WHERE e.id = n.campaign_id AND ${visibleCampaigns(asker, Prisma.sql`e`)}), '')
  FROM integrations a WHERE a.id = n.integration_id)`;

/** Values that met Dotdigital's: `cause` says who won, or why the record can't hold it. */
const conflicts = (ids: bigint[]): Prisma.Sql => Prisma.sql`
  SELECT v.at, 'x' || lpad(v.id::text, 20, '0'), 'value_conflict', v.integration_id, v.field, to_jsonb(v.ours), to_jsonb(v.theirs), 'dotdigital', coalesce(v.reason, v.winner)
  FROM value_conflicts v WHERE v.record_id = ${many(ids)}`;

const purchases = (id: bigint): Prisma.Sql => Prisma.sql`
  SELECT o.placed_at, 'b' || lpad(o.id::text, 20, '0'), 'order', NULL, coalesce(o.number, o.external_id), to_jsonb(o.status), to_jsonb(o.total::text || ' ' || o.currency), NULL, NULL
  FROM orders o WHERE o.record_id = ${id}
  UNION ALL
  SELECT t.touched_at, 'a' || lpad(t.id::text, 20, '0'), 'cart', NULL, t.external_id, to_jsonb(t.status), to_jsonb(t.total::text || ' ' || t.currency), NULL, NULL
  FROM carts t WHERE t.record_id = ${id}
  UNION ALL
  SELECT e.at, 'e' || lpad(e.id::text, 20, '0'), 'event', NULL, e.name, NULL, e.payload, NULL, NULL
  FROM record_events e WHERE e.record_id = ${id}`;

/** What waves did, or left out and why. Being left out for one reason wave after wave is one line, at the first of them. */
const waves = (ids: bigint[]): Prisma.Sql => Prisma.sql`
  SELECT min(coalesce(p.settled_at, w.created_at)), 'w' || lpad(min(p.wave_id)::text, 20, '0') || '.' || coalesce(p.reason_code, ''), 'wave_' || p.outcome, min(w.sync_run_id), b.name,
         to_jsonb(p.reason_code), to_jsonb(min(p.reason_text)), NULL, count(*)::text
  FROM planned_changes p JOIN waves w ON w.id = p.wave_id JOIN connections k ON k.id = w.connection_id JOIN address_books b ON b.id = k.address_book_id
  WHERE p.record_id = ${many(ids)} AND p.outcome IS NOT NULL
  GROUP BY p.outcome, p.reason_code, b.id, b.name, CASE WHEN p.outcome = 'skipped' THEN 0 ELSE p.wave_id END`;

/** The last time values went to a book, where no line of a wave says so. */
const books = (ids: bigint[], emailKeys: string[]): Prisma.Sql => Prisma.sql`
  SELECT m.sent_at, 'd' || b.id, 'book_sent', b.integration_id, b.name, NULL, NULL, NULL, NULL
  FROM book_members m JOIN address_books b ON b.id = m.address_book_id
  WHERE m.email_key = ANY(${emailKeys}::text[]) AND m.sent_at IS NOT NULL AND m.present
    AND NOT EXISTS (SELECT 1 FROM planned_changes p WHERE p.record_id = ${many(ids)} AND p.outcome IS NOT NULL AND p.settled_at = m.sent_at)`;

const campaigns = (asker: Asker, emailKeys: string[]): Prisma.Sql => Prisma.sql`
  SELECT coalesce(p.sent_at, e.sent_at), 's' || e.id, 'campaign_sent', e.id, e.name, NULL, NULL, NULL, NULL
  FROM campaign_recipients p JOIN email_campaigns e ON e.id = p.campaign_id AND ${visibleCampaigns(asker, Prisma.sql`e`)}
  WHERE p.email_key = ANY(${emailKeys}::text[]) AND coalesce(p.sent_at, e.sent_at) IS NOT NULL
  UNION ALL
  SELECT o.opened_at, 'o' || e.id || '.' || extract(epoch FROM o.opened_at), 'campaign_opened', e.id, e.name, NULL, NULL, NULL, NULL
  FROM campaign_opens o JOIN email_campaigns e ON e.id = o.campaign_id AND ${visibleCampaigns(asker, Prisma.sql`e`)}
  JOIN campaign_recipients p ON p.campaign_id = o.campaign_id AND p.dotdigital_contact_id = o.dotdigital_contact_id
  WHERE p.email_key = ANY(${emailKeys}::text[]) AND o.machine_rule IS NULL
  UNION ALL
  SELECT k.clicked_at, 'k' || e.id || '.' || encode(k.url_hash, 'hex') || extract(epoch FROM k.clicked_at), 'campaign_clicked', e.id, e.name,
         NULL, to_jsonb(k.url), NULL, NULL
  FROM campaign_clicks k JOIN email_campaigns e ON e.id = k.campaign_id AND ${visibleCampaigns(asker, Prisma.sql`e`)}
  JOIN campaign_recipients p ON p.campaign_id = k.campaign_id AND p.dotdigital_contact_id = k.dotdigital_contact_id
  WHERE p.email_key = ANY(${emailKeys}::text[]) AND k.machine_rule IS NULL`;

/** What Dotdigital said of the address, each time it changed. */
const addressWords = (emailKeys: string[]): Prisma.Sql => Prisma.sql`
  SELECT v.at, 'v' || lpad(v.id::text, 20, '0'), 'address_word', v.integration_id, n.name, to_jsonb(v.status), to_jsonb(b.name), 'dotdigital', NULL
  FROM address_events v JOIN integrations n ON n.id = v.integration_id AND n.deleted_at IS NULL
  LEFT JOIN address_books b ON b.id = v.address_book_id
  WHERE v.email_key = ANY(${emailKeys}::text[])`;

/**
 * How a mail came back, and that its link to unsubscribe was used. Dotdigital tells no time of either: a bounce stands at the time of the mail,
 * an unsubscribe at the first word about the address after it.
 */
const campaignEnds = (asker: Asker, emailKeys: string[]): Prisma.Sql => Prisma.sql`
  SELECT CASE x.kind WHEN 'unsubscribed' THEN coalesce((
           SELECT min(v.at) FROM address_events v
           WHERE v.integration_id = e.integration_id AND v.email_key = p.email_key AND v.status = 'Unsubscribed' AND v.at >= sent.at), sent.at)
         ELSE sent.at END,
         'z' || e.id || '.' || p.dotdigital_contact_id || x.kind, 'campaign_' || x.kind, e.id, e.name, NULL, NULL, NULL, NULL
  FROM campaign_recipients p JOIN email_campaigns e ON e.id = p.campaign_id AND ${visibleCampaigns(asker, Prisma.sql`e`)}
  CROSS JOIN LATERAL (SELECT coalesce(p.sent_at, e.sent_at) AS at) sent
  CROSS JOIN LATERAL (VALUES ('unsubscribed', p.unsubscribed), ('hard_bounced', p.hard_bounced), ('soft_bounced', p.soft_bounced AND NOT p.hard_bounced)) x(kind, holds)
  WHERE p.email_key = ANY(${emailKeys}::text[]) AND x.holds AND sent.at IS NOT NULL`;
