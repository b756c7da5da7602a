import { type Context, recordAudit } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { invalidInput } from '@/lib/errors';
import { causeOf } from './change-cause';
import { type ConsentChannel, consentFields } from './consent-channels';
import { recordChanges, type RecordWithOwner } from './internal';
import type { GivenConsent } from './record-schemas';
import { changeTags, findTags } from './tag-records';

type Around = {
  tags?: string[];
  consent?: GivenConsent;
  smsConsent?: GivenConsent;
  pushConsent?: GivenConsent;
};
type Held = Pick<
  RecordWithOwner,
  'id' | 'entity' | 'emailKey' | (typeof consentFields)[ConsentChannel]['state' | 'at']
>;

/** What lies beside a record's own fields, in the transaction that makes or changes them: all of it is stored, or nothing. */
export async function setAround(
  ctx: Context,
  tx: Tx,
  record: Held,
  { tags, consent, smsConsent, pushConsent }: Around,
): Promise<void> {
  if (tags) await setTags(ctx, tx, record, tags);
  const consents = [
    ['email', 'consent', consent],
    ['sms', 'smsConsent', smsConsent],
    ['push', 'pushConsent', pushConsent],
  ] as const;
  for (const [channel, name, given] of consents)
    if (given)
      await addConsent(ctx, tx, record, channel, { ...given, at: momentOf(ctx, given.at, `${name}.at`) });
}

/** Makes a record's tags exactly these. Tags that nobody has yet are made; with the same tags nothing changes. */
async function setTags(ctx: Context, tx: Tx, record: Held, tags: string[]): Promise<void> {
  const add = await findTags(tx, tags, true);
  const held = await tx.recordTag.findMany({ where: { recordId: record.id }, select: { tagId: true } });
  const remove = held.map(({ tagId }) => tagId).filter((tagId) => !add.includes(tagId));
  const told = await changeTags(tx, {
    records: Prisma.sql`SELECT ${record.id}::bigint AS id`,
    add,
    remove,
    origin: 'person',
    causeId: causeOf(ctx),
    at: ctx.now(),
  });
  if (told.changed === 0) return;
  await recordAudit(ctx, tx, {
    action: `${record.entity}.tags`,
    subjectType: 'record',
    subjectId: record.id,
    detail: { tags },
  });
}

/** When a consent was said: now where nothing is given, never in the future. */
export function momentOf(ctx: Context, given: string | undefined, field: string): Date {
  const at = given ? new Date(given) : ctx.now();
  if (at.getTime() > ctx.now().getTime() + 60_000)
    throw invalidInput('A consent can’t lie in the future.', { [field]: 'This time lies in the future.' });
  return at;
}

/** One more line of a record's consent history. A line about earlier times is history; it doesn't overrule what was said later. */
export async function addConsent(
  ctx: Context,
  tx: Tx,
  record: Held,
  channel: ConsentChannel,
  { state, text, at }: { state: 'given' | 'withdrawn'; text?: string; at: Date },
): Promise<void> {
  const now = ctx.now();
  await tx.consent.create({
    data: {
      recordId: record.id,
      channel,
      state,
      text: text || null,
      origin: 'person',
      consentAt: at,
      recordedAt: now,
    },
  });
  if (channel === 'email' && state === 'given' && record.emailKey !== null)
    await tx.suppressedAddress.deleteMany({ where: { emailKey: record.emailKey, at: { lte: at } } });
  const held = consentFields[channel];
  const heldAt = record[held.at];
  if (heldAt === null || heldAt <= at) {
    await tx.crmRecord.update({
      where: { id: record.id },
      data: { [held.state]: state, [held.at]: at, version: { increment: 1 }, updatedAt: now },
    });
    await recordChanges(tx, {
      recordId: record.id,
      changes:
        record[held.state] === state ? [] : [{ field: held.state, before: record[held.state], after: state }],
      origin: 'person',
      causeId: causeOf(ctx),
      at: now,
    });
  }
  await recordAudit(ctx, tx, {
    action: `${record.entity}.consent`,
    subjectType: 'record',
    subjectId: record.id,
    detail: { ...(channel === 'email' ? {} : { channel }), state, at: at.toISOString() },
  });
}
