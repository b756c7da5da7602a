import { isVisibleRecord, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { invalidInput } from '@/lib/errors';
import { idText } from '@/lib/text';
import type { RecordValues } from '../fields/convert-values';
import { customTexts } from '../fields/custom-values';
import { displayName } from '../fields/display-name';
import { customName, findField, type RecordField, recordFields } from '../fields/fields';
import type { CrmEntity } from '../fields/entity';
import type { RecordView } from '../schemas';
import { recordNotFound } from './survivor';

export { displayName } from '../fields/display-name';

/** Fields that convertValues stores, in the order of the catalogue. */
export const storedFields: readonly RecordField[] = recordFields.filter((field) => field.writable);

export const today = (ctx: Pick<Context, 'now'>): string => ctx.now().toISOString().slice(0, 10);

export const withOwner = { owner: { select: { id: true, name: true } } } satisfies Prisma.CrmRecordInclude;
export type RecordWithOwner = Prisma.CrmRecordGetPayload<{ include: typeof withOwner }>;

/**
 * The living record that whoever asks may see, or a `not_found` in the words of its entity that names who lives on where it was merged.
 * What they may not see was never there.
 */
export async function fetchRecord(
  ctx: Pick<Context, 'actor'>,
  tx: Tx,
  id: string,
  entity?: CrmEntity,
): Promise<RecordWithOwner> {
  const known = idText.safeParse(id);
  const record = known.success
    ? await tx.crmRecord.findFirst({
        where: {
          id: BigInt(known.data),
          deletedAt: null,
          ...(entity ? { entity } : {}),
          ...isVisibleRecord(ctx),
        },
        include: withOwner,
      })
    : null;
  if (!record) throw await recordNotFound(ctx, tx, { id, entity });
  return record;
}

/** The record that was just made or changed, whoever owns it now: giving one away is answered too. */
export const fetchChanged = (tx: Tx, id: bigint): Promise<RecordWithOwner> =>
  tx.crmRecord.findUniqueOrThrow({ where: { id }, include: withOwner });

/** What stands in a column of text or of days, as text: days as 1984-02-29. */
export const storedText = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString().slice(0, 10) : typeof value === 'string' ? value : null;

/** What a record holds, by field name, custom fields among them, as text: the shape that convertValues gives. */
export function readValues(record: RecordWithOwner): RecordValues {
  const values: RecordValues = customTexts(record.custom);
  for (const field of storedFields) {
    values[field.name] = storedText(record[field.name as keyof RecordWithOwner]);
  }
  return values;
}

export function toRecordView(record: RecordWithOwner, sameAddress: RecordView['sameAddress']): RecordView {
  return {
    id: String(record.id),
    entity: record.entity,
    version: record.version,
    name: displayName(record),
    values: readValues(record),
    phoneE164: record.phoneE164,
    mobileE164: record.mobileE164,
    emailKey: record.emailKey,
    owner: record.owner && { id: String(record.owner.id), name: record.owner.name },
    consent: record.consentState,
    consentAt: record.consentAt?.toISOString() ?? null,
    smsConsent: record.smsConsentState,
    pushConsent: record.pushConsentState,
    sameAddress,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** A person is someone with an address, a name or a number. */
export const whoIsMissing =
  'Give an e-mail address, a name or a phone number; a record of none of them could never be found again.';
export const saysWho = (values: RecordValues): boolean =>
  ['email', 'firstName', 'lastName', 'phone', 'mobile'].some((name) => Boolean(values[name]));

export type FieldChange = { field: string; before: string | null; after: string | null };

/** What values, as convertValues gives them, change of those that a record holds. */
export const changesOf = (before: RecordValues, values: RecordValues): FieldChange[] =>
  Object.entries(values)
    .filter(
      ([field, after]) =>
        (field in before || field.startsWith('custom.')) && (before[field] ?? null) !== after,
    )
    .map(([field, after]) => ({ field, before: before[field] ?? null, after }));

/** Who owns a record must be someone here. */
export async function requireOwner(tx: Tx, ownerId: string | null | undefined): Promise<void> {
  if (ownerId == null || (await tx.user.count({ where: { id: BigInt(ownerId) } })) > 0) return;
  throw invalidInput('Nobody here has this id.', { ownerId: 'Nobody here has this id.' });
}

/** The custom fields of a form, by field name. */
export function namedCustom(
  custom: Record<string, string | null>,
  catalogue: readonly RecordField[],
): Record<string, string | null> {
  const unknown = Object.keys(custom).filter((key) => !findField(catalogue, customName(key))?.writable);
  if (unknown.length > 0)
    throw invalidInput(
      'There is no such custom field.',
      Object.fromEntries(unknown.map((key) => [customName(key), 'There is no such custom field.'])),
    );
  return Object.fromEntries(Object.entries(custom).map(([key, text]) => [customName(key), text]));
}

export async function recordChanges(
  tx: Tx,
  input: { recordId: bigint; changes: FieldChange[]; origin: string; causeId: string | null; at: Date },
): Promise<void> {
  if (input.changes.length === 0) return;
  await tx.recordChange.createMany({
    data: input.changes.map(({ field, before, after }) => ({
      recordId: input.recordId,
      field,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
      origin: input.origin,
      causeId: input.causeId,
      at: input.at,
    })),
  });
}
