import { actorUserId } from '@/lib/actor';
import { type Context, recordAudit } from '@/lib/context';
import { invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchRecord, recordChanges, toRecordView } from './internal';
import { RecordConsentInput, type RecordView } from '../schemas';

/**
 * What a person agreed to or withdrew, as one more line of their consent history. A withdrawal goes out to
 * Dotdigital as an unsubscribe before any other work: the export reads the record's state.
 */
export async function recordConsent(ctx: Context, raw: RecordConsentInput): Promise<RecordView> {
  permit(ctx, 'crm.write');
  const input = RecordConsentInput.parse(raw);
  const now = ctx.now();
  const at = input.at ? new Date(input.at) : now;
  if (at.getTime() > now.getTime() + 60_000)
    throw invalidInput('A consent can’t lie in the future.', { at: 'This time lies in the future.' });

  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(tx, input.recordId);
    await tx.consent.create({
      data: {
        recordId: record.id,
        state: input.state,
        text: input.text || null,
        origin: 'person',
        consentAt: at,
        recordedAt: now,
      },
    });
    // A line about earlier times is history; it doesn't overrule what was said later.
    const isLatest = record.consentAt === null || record.consentAt <= at;
    if (isLatest) {
      await tx.crmRecord.update({
        where: { id: record.id },
        data: { consentState: input.state, consentAt: at, version: { increment: 1 }, updatedAt: now },
      });
      await recordChanges(tx, {
        recordId: record.id,
        changes:
          record.consentState === input.state
            ? []
            : [{ field: 'consentState', before: record.consentState, after: input.state }],
        origin: 'person',
        causeId: actorUserId(ctx.actor)?.toString() ?? null,
        at: now,
      });
    }
    await recordAudit(ctx, tx, {
      action: `${record.entity}.consent`,
      subjectType: 'record',
      subjectId: record.id,
      detail: { state: input.state, at: at.toISOString() },
    });
    return toRecordView(await fetchRecord(tx, input.recordId), []);
  });
}
