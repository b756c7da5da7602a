import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { fetchChanged, fetchRecord, toRecordView } from './internal';
import { addConsent, momentOf } from './record-around';
import { RecordConsentInput, type RecordView } from '../schemas';

/**
 * What a person agreed to or withdrew by one channel, as one more line of their consent history. A withdrawal of mail goes out to
 * Dotdigital as an unsubscribe before any other work: the export reads the record's state.
 */
export async function recordConsent(ctx: Context, raw: RecordConsentInput): Promise<RecordView> {
  permit(ctx, 'crm.write');
  const { recordId, channel, ...consent } = RecordConsentInput.parse(raw);
  const at = momentOf(ctx, consent.at, 'at');
  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(ctx, tx, recordId);
    await addConsent(ctx, tx, record, channel, { ...consent, at });
    return toRecordView(await fetchChanged(tx, record.id), []);
  });
}
