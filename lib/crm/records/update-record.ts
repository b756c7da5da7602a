import { type Context, recordAudit } from '@/lib/context';
import type { Prisma, Tx } from '@/lib/db';
import { refuseErased } from '@/lib/erased';
import { invalidInput, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { convertValues } from '../fields/convert-values';
import { customPatch, patchedCustom } from '../fields/custom-values';
import { entityLabels } from '../fields/fields';
import {
  changesOf,
  type FieldChange,
  fetchChanged,
  fetchRecord,
  namedCustom,
  readValues,
  recordChanges,
  type RecordWithOwner,
  requireOwner,
  saysWho,
  today,
  toRecordView,
  whoIsMissing,
} from './internal';
import { causeOf } from './change-cause';
import { setAround } from './record-around';
import { readCatalogue } from '../fields/read-catalogue';
import { renumber } from '../fields/renumber';
import { type RecordView, UpdateRecordInput } from '../schemas';
import { toColumns } from '../fields/to-columns';

/** Changes a record's fields, and its tags and consent where they are given. What isn't given stays. */
export async function updateRecord(ctx: Context, raw: UpdateRecordInput): Promise<RecordView> {
  permit(ctx, 'crm.write');
  const {
    id,
    version,
    custom = {},
    tags,
    consent,
    smsConsent,
    pushConsent,
    ownerId,
    ...texts
  } = UpdateRecordInput.parse(raw);

  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(ctx, tx, id);
    if (record.version !== version) throw stale(entityLabels[record.entity].one.toLowerCase());
    const catalogue = await readCatalogue(tx, record.entity);
    const before = readValues(record);
    const { values, problems } = convertValues(
      { ...texts, ...namedCustom(custom, catalogue) },
      { today: today(ctx), country: record.country, catalogue },
    );
    if (problems.length > 0)
      throw invalidInput(
        'Some fields don’t fit.',
        Object.fromEntries(problems.map((one) => [one.field, one.message])),
      );
    if (!saysWho({ ...before, ...values }))
      throw invalidInput(whoIsMissing, { email: 'Needed where neither name nor phone is given.' });
    renumber(before, values);
    await refuseErased(ctx, tx, values.emailKey);

    const changes = changesOf(before, values);
    await requireOwner(tx, ownerId);
    const ownerBefore = record.owner ? String(record.owner.id) : null;
    if (ownerId !== undefined && ownerId !== ownerBefore)
      changes.push({ field: 'owner', before: ownerBefore, after: ownerId });
    if (changes.length > 0)
      await storeChanges(ctx, tx, record, changes, {
        ...toColumns(values),
        custom: patchedCustom(record.custom, customPatch(values, catalogue)),
        ...(ownerId === undefined ? {} : { ownerId: ownerId === null ? null : BigInt(ownerId) }),
      });
    await setAround(ctx, tx, record, { tags, consent, smsConsent, pushConsent });
    return toRecordView(await fetchChanged(tx, record.id), []);
  });
}

async function storeChanges(
  ctx: Context,
  tx: Tx,
  record: RecordWithOwner,
  changes: FieldChange[],
  data: Prisma.CrmRecordUncheckedUpdateManyInput,
): Promise<void> {
  const now = ctx.now();
  const { count } = await tx.crmRecord.updateMany({
    where: { id: record.id, version: record.version, deletedAt: null },
    data: { ...data, version: { increment: 1 }, updatedAt: now },
  });
  if (count === 0) throw stale(entityLabels[record.entity].one.toLowerCase());
  await recordChanges(tx, {
    recordId: record.id,
    changes,
    origin: 'person',
    causeId: causeOf(ctx),
    at: now,
  });
  await recordAudit(ctx, tx, {
    action: `${record.entity}.update`,
    subjectType: 'record',
    subjectId: record.id,
    detail: { fields: changes.map((change) => change.field) },
  });
}
