import { ownsList, visibleLists, type Context } from '../context';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import { draftStates, type DraftRow } from './schemas';

const { sql } = Prisma;

/** A campaign is shown with its statistics once it has been sent (lib/campaigns). */
export const draftTables = sql`
  campaign_drafts d
  JOIN marketing_lists l ON l.id = d.list_id
  JOIN integrations i ON i.id = d.integration_id AND i.deleted_at IS NULL
  JOIN address_books a ON a.id = d.address_book_id
  LEFT JOIN users asked ON asked.id = d.asked_by_id
  LEFT JOIN users made ON made.id = d.created_by_id
  LEFT JOIN email_campaigns c ON c.id = d.id AND c.status <> 'Unsent'`;

export const draftColumns = sql`
  d.id, d.name, d.subject, d.state::text, d.list_id AS "listId", l.name AS "listName", d.address_book_id AS "bookId", a.name AS "bookName",
  d.integration_id AS "integrationId", i.name AS "integrationName", d.recipient_count AS "recipientCount", d.send_at AS "sendAt",
  d.asked_at AS "askedAt", asked.name AS "askedBy", d.ended_at AS "endedAt", d.problem, made.name AS "createdBy",
  d.updated_at AS "updatedAt", c.id IS NOT NULL AS "isImported"`;

export type FoundDraft = {
  id: bigint;
  name: string;
  subject: string;
  state: string;
  listId: bigint;
  listName: string;
  bookId: bigint;
  bookName: string;
  integrationId: bigint;
  integrationName: string;
  recipientCount: number | null;
  sendAt: Date | null;
  askedAt: Date | null;
  askedBy: string | null;
  endedAt: Date | null;
  problem: string | null;
  createdBy: string | null;
  updatedAt: Date;
  isImported: boolean;
};

export const toDraftRow = (row: FoundDraft): DraftRow => ({
  id: String(row.id),
  name: row.name,
  subject: row.subject,
  state: draftStates.find((state) => state === row.state) ?? 'draft',
  list: { id: String(row.listId), name: row.listName },
  book: { id: String(row.bookId), name: row.bookName },
  integration: { id: String(row.integrationId), name: row.integrationName },
  recipientCount: row.recipientCount,
  sendAt: row.sendAt?.toISOString() ?? null,
  askedAt: row.askedAt?.toISOString() ?? null,
  askedBy: row.askedBy,
  endedAt: row.endedAt?.toISOString() ?? null,
  problem: row.problem,
  createdBy: row.createdBy,
  updatedAt: row.updatedAt.toISOString(),
  isImported: row.isImported,
});

/** Whoever may not see the list knows nothing of what is made for it. */
export async function fetchDraft(ctx: Pick<Context, 'actor'>, tx: Tx, id: bigint) {
  const [seen] = await tx.$queryRaw<FoundDraft[]>`
    SELECT ${draftColumns} FROM ${draftTables} WHERE d.id = ${id} AND ${visibleLists(ctx)}`;
  if (!seen) throw notFound('campaign');
  const draft = await tx.campaignDraft.findUniqueOrThrow({
    where: { id },
    include: { list: { select: { entity: true, ownerId: true } } },
  });
  return { ...draft, shown: toDraftRow(seen) };
}
export type Draft = Awaited<ReturnType<typeof fetchDraft>>;

export const mayChange = (ctx: Pick<Context, 'actor'>, list: { ownerId: bigint | null }): boolean =>
  list.ownerId === null || ownsList(ctx.actor, list);
