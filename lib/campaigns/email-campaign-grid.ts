import { visibleCampaigns, type Context } from '../context';
import { defineGrid, likePattern, Prisma, type Asked, type GridQuery } from '../db';
import { campaignTables, isShown } from './internal';

const { sql } = Prisma;

const sentAt = sql`coalesce(c.sent_at, t.first_sent_at)`;
/** Of those delivered; none where nothing was. */
const rateOf = (count: Prisma.Sql): Prisma.Sql => sql`${count}::float / nullif(t.delivered_count, 0)`;

const clickToOpen = sql`t.human_clicker_count::float / nullif(t.human_opener_count, 0)`;

/** To a book of that name. */
const goesTo = ({ op, value }: Asked<'text'>): Prisma.Sql => sql`EXISTS (
  SELECT FROM email_campaign_books g JOIN address_books b ON b.id = g.address_book_id
  WHERE g.campaign_id = c.id AND ${op === 'is' ? sql`lower(b.name) = lower(${value}::text)` : sql`b.name ILIKE ${likePattern(value)}`})`;

/** Sent campaigns, and those under way that have reached someone. A day is that of the account they were sent from. */
export const emailCampaignGrid = defineGrid<{ ctx: Context }>()({
  from: campaignTables,
  where: ({ ctx }) => sql`${isShown} AND ${visibleCampaigns(ctx)}`,
  id: sql`c.id`,
  columns: {
    name: { sql: sql`lower(c.name)`, sort: true },
    subject: { sql: sql`c.subject`, filter: 'text' },
    from: { sql: sql`lower(c.from_name)`, sort: true, filter: 'text', asks: sql`c.from_name` },
    marketing: { sql: sql`lower(m.name)`, sort: true, nullable: true, filter: 'text', asks: sql`m.name` },
    book: { filter: 'text', where: goesTo },
    status: { sql: sql`c.status`, filter: 'choice' },
    sentAt: {
      sql: sentAt,
      sort: true,
      nullable: true,
      filter: 'date',
      day: { rowZone: sql`coalesce(nullif(i.time_zone, ''), 'UTC')` },
    },
    recipients: {
      sql: sql`t.recipient_count`,
      sort: true,
      nullable: true,
      filter: 'number',
      asks: sql`coalesce(t.recipient_count, 0)`,
    },
    delivered: {
      sql: sql`t.delivered_count`,
      sort: true,
      nullable: true,
      filter: 'number',
      asks: sql`coalesce(t.delivered_count, 0)`,
    },
    openRate: {
      sql: rateOf(sql`t.human_opener_count`),
      sort: true,
      nullable: true,
    },
    clickRate: { sql: rateOf(sql`t.human_clicker_count`), sort: true, nullable: true },
    clickToOpen: {
      sql: clickToOpen,
      sort: true,
      nullable: true,
    },
    unsubscribed: { sql: sql`t.unsubscribed_count`, sort: true, nullable: true },
  },
  search: [sql`c.name`, sql`c.subject`],
  defaultSort: { field: 'sentAt', direction: 'desc' },
});
export type EmailCampaignQuery = GridQuery<typeof emailCampaignGrid>;
