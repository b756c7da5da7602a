import { visibleCampaigns, visibleLists, type Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { standingWord } from '@/lib/standing';
import { fetchRecord } from '../records/internal';
import type { RecordMarketing } from '../schemas';
import { readMailState } from './mail-state';

type ListRow = {
  id: bigint;
  name: string;
  state: RecordMarketing['lists'][number]['state'];
  reason: string | null;
  at: Date;
};
type ContactRow = {
  integration_id: bigint;
  integration: string;
  dotdigital_id: number | null;
  status: string | null;
  status_at: Date | null;
  book_id: bigint | null;
  book: string | null;
  present: boolean | null;
  unsubscribed_at: Date | null;
};
type CampaignRow = {
  id: bigint;
  name: string;
  sent_at: Date | null;
  open_count: number;
  click_count: number;
  unsubscribed: boolean;
  bounced: 'soft' | 'hard' | null;
  last_opened_at: Date | null;
  total: number;
};

/** What marketing knows of a person: lists, their Dotdigital contact per integration, campaigns they were sent. */
export async function getRecordMarketing(ctx: Context, input: { id: string }): Promise<RecordMarketing> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const record = await fetchRecord(ctx, prisma, input.id);
  const { id, emailKey, mobileE164 } = record;
  // By its number in a book that is fed by number.
  const keys = [emailKey, mobileE164].filter((key) => key !== null);
  const [mail, lists, contacts, campaigns] = await Promise.all([
    readMailState(ctx, prisma, record),
    prisma.$queryRaw<ListRow[]>`
      SELECT l.id, l.name,
        CASE WHEN i.removed_at IS NOT NULL THEN 'removed' WHEN NOT i.in_filter THEN 'left'
             WHEN i.unsubscribed_at IS NOT NULL THEN 'unsubscribed' ELSE 'member' END AS state,
        i.unsubscribed_reason AS reason,
        CASE WHEN i.removed_at IS NOT NULL THEN i.removed_at WHEN NOT i.in_filter THEN coalesce(i.left_at, i.joined_at)
             ELSE coalesce(i.unsubscribed_at, i.joined_at) END AS at
      FROM list_items i JOIN marketing_lists l ON l.id = i.list_id
      WHERE i.record_id = ${id} AND l.archived_at IS NULL AND ${visibleLists(ctx)} ORDER BY l.name LIMIT 200`,
    keys.length === 0
      ? []
      : prisma.$queryRaw<ContactRow[]>`
      SELECT n.id AS integration_id, n.name AS integration, c.dotdigital_id, c.status, c.status_at,
             b.id AS book_id, b.name AS book, m.present, m.unsubscribed_at
      FROM integrations n
      LEFT JOIN dotdigital_contacts c ON c.integration_id = n.id AND c.email_key = ${emailKey}
      LEFT JOIN (book_members m JOIN address_books b ON b.id = m.address_book_id)
        ON b.integration_id = n.id AND m.email_key = ANY(${keys}::text[])
      WHERE n.deleted_at IS NULL AND (c.email_key IS NOT NULL OR m.email_key IS NOT NULL)
      ORDER BY n.name, b.name LIMIT 500`,
    emailKey === null
      ? []
      : prisma.$queryRaw<CampaignRow[]>`
      SELECT e.id, e.name, coalesce(p.sent_at, e.sent_at) AS sent_at, p.human_open_count AS open_count, p.human_click_count AS click_count, p.unsubscribed,
             CASE WHEN p.hard_bounced THEN 'hard' WHEN p.soft_bounced THEN 'soft' END AS bounced, p.human_last_opened_at AS last_opened_at,
             count(*) OVER ()::int AS total
      FROM campaign_recipients p JOIN email_campaigns e ON e.id = p.campaign_id
      WHERE p.email_key = ${emailKey} AND ${visibleCampaigns(ctx, Prisma.sql`e`)} ORDER BY coalesce(p.sent_at, e.sent_at) DESC NULLS LAST LIMIT 100`,
  ]);
  return {
    mail,
    lists: lists.map((row) => ({
      ...row,
      id: String(row.id),
      reasonWord: row.reason && standingWord(row.reason === 'person' ? 'taken_off' : row.reason),
      at: row.at.toISOString(),
    })),
    dotdigital: byIntegration(contacts),
    campaignCount: campaigns[0]?.total ?? 0,
    campaigns: campaigns.map((row) => ({
      id: String(row.id),
      name: row.name,
      sentAt: row.sent_at?.toISOString() ?? null,
      openCount: row.open_count,
      clickCount: row.click_count,
      unsubscribed: row.unsubscribed,
      bounced: row.bounced,
      lastOpenedAt: row.last_opened_at?.toISOString() ?? null,
    })),
  };
}

function byIntegration(rows: ContactRow[]): RecordMarketing['dotdigital'] {
  const found = new Map<bigint, RecordMarketing['dotdigital'][number]>();
  for (const row of rows) {
    const contact = found.get(row.integration_id) ?? {
      integration: { id: String(row.integration_id), name: row.integration },
      dotdigitalId: row.dotdigital_id,
      status: row.status,
      statusWord: row.status === null ? null : standingWord(row.status),
      statusAt: row.status_at?.toISOString() ?? null,
      books: [],
    };
    found.set(row.integration_id, contact);
    if (row.book_id === null || row.book === null) continue;
    contact.books.push({
      id: String(row.book_id),
      name: row.book,
      present: row.present ?? false,
      unsubscribedAt: row.unsubscribed_at?.toISOString() ?? null,
    });
  }
  return [...found.values()];
}
