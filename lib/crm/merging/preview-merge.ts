import { isVisibleRecord, visibleLists, type Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { displayName, fetchRecord, type RecordWithOwner, toRecordView } from '../records/internal';
import { mergeConsent, type Merged } from './merge-consent';
import {
  type MergedConsent,
  MergePairInput,
  type MergePreview,
  type MergeView,
  mergeUndoDays,
} from './merge-schemas';
import { choosableFields, readProp } from './merge-snapshot';
import type { RecordField } from '../fields/fields';
import { valueInWords } from '../records/timeline-words';
import { readCatalogue } from '../fields/read-catalogue';

/** Two records side by side: every field that either has something in, what would follow, and which consent would hold. */
export async function previewMerge(ctx: Context, raw: MergePairInput): Promise<MergePreview> {
  permit(ctx, 'crm.read');
  const pair = MergePairInput.parse(raw);
  const { prisma } = ctx.db;
  const winner = await fetchRecord(ctx, prisma, pair.winnerId);
  const loser = await fetchRecord(ctx, prisma, pair.loserId, winner.entity);
  const [catalogue, follows] = await Promise.all([
    readCatalogue(prisma, winner.entity),
    readFollowing(ctx, winner.id, loser),
  ]);
  const fields = choosableFields(catalogue)
    .map(({ field }) => ({
      name: field.name,
      label: field.label,
      winner: shown(winner, field),
      loser: shown(loser, field),
    }))
    .filter((one) => one.winner !== null || one.loser !== null);
  const consentFor = (emailKey: string | null): MergedConsent =>
    view(
      mergeConsent(
        { state: winner.consentState, at: winner.consentAt, key: winner.emailKey },
        { state: loser.consentState, at: loser.consentAt, key: loser.emailKey },
        emailKey,
      ),
    );
  return {
    winner: toRecordView(winner, []),
    loser: toRecordView(loser, []),
    fields,
    consent: { ownAddress: consentFor(winner.emailKey), otherAddress: consentFor(loser.emailKey) },
    follows,
  };
}

const view = ({ state, at, why }: Merged): MergedConsent => ({ state, at: at?.toISOString() ?? null, why });

function shown(record: RecordWithOwner, field: RecordField): string | null {
  if (field.name === 'ownerId') return record.owner?.name ?? null;
  const value = readProp(record, field.name);
  return value === null ? null : valueInWords(field, String(value));
}

async function readFollowing(
  ctx: Context,
  winnerId: bigint,
  { id: loserId, emailKey }: RecordWithOwner,
): Promise<MergePreview['follows']> {
  type Row = {
    orders: bigint;
    carts: bigint;
    events: bigint;
    campaigns: bigint;
    tags: string[];
    lists: string[];
    books: string[];
  };
  const [row] = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT (SELECT count(*) FROM orders WHERE record_id = ${loserId}) AS orders, (SELECT count(*) FROM carts WHERE record_id = ${loserId}) AS carts,
      (SELECT count(*) FROM record_events WHERE record_id = ${loserId}) AS events,
      ARRAY(SELECT t.name FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = ${loserId}
            AND NOT EXISTS (SELECT 1 FROM record_tags w WHERE w.record_id = ${winnerId} AND w.tag_id = x.tag_id) ORDER BY lower(t.name)) AS tags,
      ARRAY(SELECT l.name FROM list_items i JOIN marketing_lists l ON l.id = i.list_id AND l.archived_at IS NULL AND ${visibleLists(ctx)}
            WHERE i.record_id = ${loserId} AND i.in_filter AND i.removed_at IS NULL ORDER BY lower(l.name) LIMIT 50) AS lists,
      ARRAY(SELECT b.name FROM book_members m JOIN address_books b ON b.id = m.address_book_id
            WHERE m.email_key = ${emailKey} AND m.record_id = ${loserId} AND m.present ORDER BY lower(b.name) LIMIT 50) AS books,
      (SELECT count(*) FROM campaign_recipients WHERE email_key = ${emailKey}) AS campaigns`;
  return {
    orders: Number(row?.orders ?? 0n),
    carts: Number(row?.carts ?? 0n),
    events: Number(row?.events ?? 0n),
    campaigns: Number(row?.campaigns ?? 0n),
    tags: row?.tags ?? [],
    lists: row?.lists ?? [],
    books: row?.books ?? [],
  };
}

/** Merges into this record that can still be undone, newest first. */
export async function listMerges(ctx: Context, input: { id: string }): Promise<MergeView[]> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const record = await fetchRecord(ctx, prisma, input.id);
  const since = new Date(ctx.now().getTime() - mergeUndoDays * 86_400_000);
  const merges = await prisma.recordMerge.findMany({
    where: { winnerId: record.id, undoneAt: null, mergedAt: { gt: since } },
    orderBy: { id: 'desc' },
    take: 20,
  });
  const losers = await prisma.crmRecord.findMany({
    where: { id: { in: merges.map((one) => one.loserId) }, ...isVisibleRecord(ctx) },
  });
  const people = await prisma.user.findMany({
    where: { id: { in: merges.flatMap((one) => (one.mergedById === null ? [] : [one.mergedById])) } },
    select: { id: true, name: true },
  });
  return merges.flatMap((merge) => {
    const loser = losers.find((one) => one.id === merge.loserId);
    if (!loser) return [];
    return [
      {
        id: String(merge.id),
        loser: { id: String(loser.id), name: displayName(loser) },
        at: merge.mergedAt.toISOString(),
        by: people.find((one) => one.id === merge.mergedById)?.name ?? null,
        undoUntil: new Date(merge.mergedAt.getTime() + mergeUndoDays * 86_400_000).toISOString(),
      },
    ];
  });
}
