import type { Context } from '../context';
import { permit } from '../permissions';
import { getRecord } from './get-record';
import { RecordNowInput, type RecordNow } from './record-view-schemas';
import { causeInWords } from './timeline-words';

/** For someone whose change was refused as stale: the record as it is now, and who changed it last since the moment they know of. */
export async function getRecordNow(ctx: Context, raw: RecordNowInput): Promise<RecordNow> {
  permit(ctx, 'crm.read');
  const { id, since } = RecordNowInput.parse(raw);
  const record = await getRecord(ctx, { id });
  const [last] = await ctx.db.prisma.$queryRaw<{ origin: string; cause: string | null; at: Date; person: string | null }[]>`
    SELECT c.origin, c.cause_id AS cause, c.at, u.name AS person
    FROM record_changes c LEFT JOIN users u ON c.origin = 'person' AND u.id::text = c.cause_id
    WHERE c.record_id = ${BigInt(id)} AND c.at > ${new Date(since)} ORDER BY c.id DESC LIMIT 1`;
  return { record, by: last ? causeInWords(last) : null, at: last?.at.toISOString() ?? record.updatedAt };
}
