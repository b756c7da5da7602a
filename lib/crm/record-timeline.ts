import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { fetchRecord } from './internal';
import { type EventRow, toTimelineItem } from './timeline-words';
import type { TimelinePage } from './schemas';

const PAGE = 30;

/**
 * Everything Dotbridge decided and saw about a record, newest first: a question over what is stored, not a copy.
 * A page continues behind `before` (time and key of the last line).
 */
export async function recordTimeline(ctx: Context, input: { id: string; before?: string | null }): Promise<TimelinePage> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const { id, emailKey } = await fetchRecord(prisma, input.id);
  const [beforeAt, beforeKey] = (input.before ?? '').split('|');
  const before = beforeAt && beforeKey && !Number.isNaN(Date.parse(beforeAt))
    ? Prisma.sql`WHERE (at, key) < (${new Date(beforeAt)}, ${beforeKey})`
    : Prisma.empty;
  const campaigns = emailKey === null ? Prisma.empty : Prisma.sql`
    UNION ALL
    SELECT coalesce(p.sent_at, e.sent_at), 's' || e.id, 'campaign_sent', e.id, e.name, NULL, NULL, NULL, NULL
    FROM campaign_recipients p JOIN email_campaigns e ON e.id = p.campaign_id
    WHERE p.email_key = ${emailKey} AND coalesce(p.sent_at, e.sent_at) IS NOT NULL
    UNION ALL
    SELECT o.opened_at, 'o' || e.id || '.' || extract(epoch FROM o.opened_at), 'campaign_opened', e.id, e.name, NULL, NULL, NULL, NULL
    FROM campaign_opens o JOIN email_campaigns e ON e.id = o.campaign_id
    JOIN campaign_recipients p ON p.campaign_id = o.campaign_id AND p.dotdigital_contact_id = o.dotdigital_contact_id
    WHERE p.email_key = ${emailKey}
    UNION ALL
    SELECT k.clicked_at, 'k' || e.id || '.' || encode(k.url_hash, 'hex') || extract(epoch FROM k.clicked_at), 'campaign_clicked', e.id, e.name,
           NULL, to_jsonb(k.url), NULL, NULL
    FROM campaign_clicks k JOIN email_campaigns e ON e.id = k.campaign_id
    JOIN campaign_recipients p ON p.campaign_id = k.campaign_id AND p.dotdigital_contact_id = k.dotdigital_contact_id
    WHERE p.email_key = ${emailKey}`;
  const rows = await prisma.$queryRaw<EventRow[]>`
    SELECT events.*, u.name AS person FROM (
      SELECT c.at, 'c' || lpad(c.id::text, 20, '0') AS key, 'change' AS kind, NULL::bigint AS subject_id, c.field AS name,
             c.before, c.after, c.origin, c.cause_id AS cause
      FROM record_changes c WHERE c.record_id = ${id}
      UNION ALL
      SELECT n.recorded_at, 'n' || lpad(n.id::text, 20, '0'), 'consent', NULL, n.state::text, NULL, to_jsonb(n.text), n.origin,
             (SELECT c.cause_id FROM record_changes c WHERE c.record_id = n.record_id AND c.field = 'consentState' AND c.at = n.recorded_at LIMIT 1)
      FROM consents n WHERE n.record_id = ${id}
      UNION ALL
      SELECT v.at, 'l' || lpad(v.id::text, 20, '0'), 'list_' || v.kind, l.id, l.name, NULL, NULL, v.cause, NULL
      FROM list_events v JOIN marketing_lists l ON l.id = v.list_id WHERE v.record_id = ${id}
      ${campaigns}
    ) events LEFT JOIN users u ON events.origin = 'person' AND u.id::text = events.cause
    ${before}
    ORDER BY at DESC, key DESC LIMIT ${PAGE + 1}`;
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    items: shown.map(toTimelineItem).filter((item) => item !== null),
    nextBefore: last ? `${last.at.toISOString()}|${last.key}` : null,
  };
}
