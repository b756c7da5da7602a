import { actorUserId } from '@/lib/actor';
import { type Context, recordAudit } from '@/lib/context';
import { refuseErased } from '@/lib/erased';
import { invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { convertValues } from '../fields/convert-values';
import { customPatch, patchedCustom } from '../fields/custom-values';
import {
  fetchChanged,
  namedCustom,
  recordChanges,
  requireOwner,
  saysWho,
  today,
  toRecordView,
  whoIsMissing,
} from './internal';
import { setAround } from './record-around';
import { readCatalogue } from '../fields/read-catalogue';
import { CreateRecordInput, type RecordView } from '../schemas';
import { toColumns } from '../fields/to-columns';

/** A contact, lead or customer made by a person, with its tags and consent where they are given. Several may share one address. */
export async function createRecord(ctx: Context, raw: CreateRecordInput): Promise<RecordView> {
  permit(ctx, 'crm.write');
  const { entity, ownerId, custom, tags, consent, smsConsent, pushConsent, ...texts } =
    CreateRecordInput.parse(raw);
  const catalogue = await readCatalogue(ctx.db.prisma, entity);
  const { values, problems } = convertValues(
    { ...texts, ...namedCustom(custom, catalogue) },
    { today: today(ctx), catalogue },
  );
  if (problems.length > 0)
    throw invalidInput(
      'Some fields don’t fit.',
      Object.fromEntries(problems.map((one) => [one.field, one.message])),
    );
  if (!saysWho(values))
    throw invalidInput(whoIsMissing, { email: 'Needed where neither name nor phone is given.' });

  return ctx.db.prisma.$transaction(async (tx) => {
    await requireOwner(tx, ownerId);
    await refuseErased(ctx, tx, values.emailKey);
    const now = ctx.now();
    const record = await tx.crmRecord.create({
      data: {
        entity,
        ...toColumns(values),
        custom: patchedCustom({}, customPatch(values, catalogue)),
        ownerId: ownerId === null ? actorUserId(ctx.actor) : BigInt(ownerId),
        createdAt: now,
        updatedAt: now,
      },
    });
    const { id } = record;
    await recordChanges(tx, {
      recordId: id,
      changes: [{ field: 'created', before: null, after: null }],
      origin: 'person',
      causeId: actorUserId(ctx.actor)?.toString() ?? null,
      at: now,
    });
    await recordAudit(ctx, tx, { action: `${entity}.create`, subjectType: 'record', subjectId: id });
    await setAround(ctx, tx, record, { tags, consent, smsConsent, pushConsent });
    return toRecordView(await fetchChanged(tx, id), []);
  });
}
