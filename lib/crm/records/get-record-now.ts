import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { fixedFields } from '../fields/fields';
import { getRecord } from './get-record';
import { accountOfRun } from './change-cause';
import { consentFields } from './consent-channels';
import { RecordNowInput, type RecordNow } from '../page/record-view-schemas';
import { causeInWords, type EventRow, toTimelineItem } from './timeline-words';

/** For someone whose change was refused as stale: the record as it is now, who changed it last since the moment they know of, and what beside its fields. */
export async function getRecordNow(ctx: Context, raw: RecordNowInput): Promise<RecordNow> {
  permit(ctx, 'crm.read');
  const { id, since } = RecordNowInput.parse(raw);
  const record = await getRecord(ctx, { id });
  const lines = await ctx.db.prisma.$queryRaw<Line[]>`
    SELECT c.id::text AS key, c.at, c.field AS name, c.before, c.after, c.origin, c.cause_id AS cause, u.name AS person, ${accountOfRun(Prisma.sql`c.origin`, Prisma.sql`c.cause_id`)} AS account
    FROM record_changes c LEFT JOIN users u ON c.origin = 'person' AND u.id::text = c.cause_id
    WHERE c.record_id = ${BigInt(id)} AND c.at > ${new Date(since)} ORDER BY c.id DESC LIMIT 50`;
  const [last] = lines;
  const also = lines
    .filter(({ name }) => besideFields.has(name))
    .flatMap((line) => {
      const item = toTimelineItem(
        { ...line, kind: 'change', subject_id: null, owner_before: null, owner_after: null },
        fixedFields(record.entity),
      );
      return item ? [{ title: item.title, detail: item.detail }] : [];
    });
  return {
    record,
    by: last ? causeInWords(last) : null,
    at: last?.at.toISOString() ?? record.updatedAt,
    also,
  };
}

type Line = Omit<EventRow, 'kind' | 'subject_id' | 'owner_before' | 'owner_after'>;

/** What a record has that is none of the fields of its form. */
const besideFields = new Set([
  'tags',
  ...Object.values(consentFields).map(({ state }) => state),
  'merged',
  'unmerged',
]);
