import { type Context, recordAudit } from '@/lib/context';
import type { Prisma, Tx } from '@/lib/db';
import { conflict, invalidInput, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import {
  CreateCustomFieldInput,
  type CustomFieldChoice,
  CustomFieldRef,
  type CustomFieldView,
  DeleteCustomFieldInput,
  UpdateCustomFieldInput,
} from './custom-field-schemas';
import { type CustomFieldRow, customFieldView, fetchCustomField, readUsage } from './custom-fields';
import type { CrmEntity } from './entity';
import { entityLabels, recordFields } from './fields';
import { choicesOf } from './read-catalogue';

/** A new field of one entity. Its key is made from its name once and never changes; what names the field stays right. */
export async function createCustomField(ctx: Context, raw: CreateCustomFieldInput): Promise<CustomFieldView> {
  permit(ctx, 'crm.fields');
  const { entity, label, type, choices } = CreateCustomFieldInput.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    // Two fields at once would get one key or one place.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('crm:custom-fields', 0))`;
    await refuseTakenLabel(tx, entity, label, null);
    const known = await tx.customField.findMany({ where: { entity }, select: { key: true, position: true } });
    const row = await tx.customField.create({
      data: {
        entity,
        label,
        type,
        key: freeKey(label, new Set(known.map((one) => one.key))),
        choices: type === 'choice' ? mergeChoices([], choices) : [],
        position: Math.max(-1, ...known.map((one) => one.position)) + 1,
        createdAt: ctx.now(),
      },
    });
    await recordAudit(ctx, tx, {
      action: 'custom-field.create',
      subjectType: 'custom_field',
      subjectId: row.id,
      detail: { entity, label, type, key: row.key },
    });
    return customFieldView(row);
  });
}

/**
 * Another name, other choices. The type never changes: values are stored by it. A choice that is no longer named goes; where
 * records hold it, it is archived instead, so that what they hold can still be read.
 */
export async function updateCustomField(ctx: Context, raw: UpdateCustomFieldInput): Promise<CustomFieldView> {
  permit(ctx, 'crm.fields');
  const { id, version, label, choices } = UpdateCustomFieldInput.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const field = await fetchCustomField(tx, { id, version });
    await refuseTakenLabel(tx, field.entity, label, field.id);
    const before = choicesOf(field.choices);
    const after =
      field.type !== 'choice' || !choices
        ? before
        : [...mergeChoices(before, choices), ...(await heldOf(tx, field, dropped(before, choices)))];
    if (field.type === 'choice' && after.every((choice) => choice.archived)) {
      throw invalidInput('A choice needs something to choose.', {
        choices: 'Give at least one choice that is not archived.',
      });
    }
    return save(ctx, tx, field, { label, choices: after }, 'update', {
      label,
      choices: after.map((one) => one.value),
    });
  });
}

/** Off forms, files and builders; values stay and lists and mappings that use it go on. */
export async function archiveCustomField(ctx: Context, raw: CustomFieldRef): Promise<CustomFieldView> {
  permit(ctx, 'crm.fields');
  const input = CustomFieldRef.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const field = await fetchCustomField(tx, input);
    if (field.archivedAt) throw conflict(`${field.label} is archived already.`);
    return save(ctx, tx, field, { archivedAt: ctx.now() }, 'archive', { label: field.label });
  });
}

export async function restoreCustomField(ctx: Context, raw: CustomFieldRef): Promise<CustomFieldView> {
  permit(ctx, 'crm.fields');
  const input = CustomFieldRef.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const field = await fetchCustomField(tx, input);
    if (!field.archivedAt) throw conflict(`${field.label} is not archived.`);
    await refuseTakenLabel(tx, field.entity, field.label, field.id);
    return save(ctx, tx, field, { archivedAt: null }, 'restore', { label: field.label });
  });
}

/**
 * The field and every value of it, for good; the name must be typed. Lists whose filter names it then say so and keep their
 * members; mappings that send it leave it out and flag it. Where it is used is shown before (getCustomFieldUsage).
 */
export async function deleteCustomField(
  ctx: Context,
  raw: DeleteCustomFieldInput,
): Promise<{ label: string; emptiedCount: number }> {
  permit(ctx, 'crm.fields');
  const { confirmation, ...ref } = DeleteCustomFieldInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const field = await fetchCustomField(tx, ref);
      if (confirmation !== field.label)
        throw invalidInput('The name doesn’t match.', { confirmation: `Type ${field.label} to delete it.` });
      const usage = await readUsage(tx, field);
      const { count } = await tx.customField.deleteMany({ where: { id: field.id, version: field.version } });
      if (count === 0) throw stale('custom field');
      const emptiedCount = await tx.$executeRaw`
        UPDATE crm_records SET custom = custom - ${field.key}::text
        WHERE entity = ${field.entity}::crm_entity AND jsonb_exists(custom, ${field.key})`;
      await recordAudit(ctx, tx, {
        action: 'custom-field.delete',
        subjectType: 'custom_field',
        subjectId: field.id,
        detail: {
          label: field.label,
          key: field.key,
          emptiedCount,
          lists: usage.lists.map((one) => one.name),
          integrations: usage.mappings.map((one) => one.integration),
        },
      });
      return { label: field.label, emptiedCount };
    },
    { timeout: 600_000 },
  );
}

type Change = { label?: string; choices?: CustomFieldChoice[]; archivedAt?: Date | null };

async function save(
  ctx: Context,
  tx: Tx,
  field: CustomFieldRow,
  change: Change,
  verb: string,
  detail: Prisma.InputJsonObject,
): Promise<CustomFieldView> {
  const [row] = await tx.customField.updateManyAndReturn({
    where: { id: field.id, version: field.version },
    data: { ...change, version: { increment: 1 } },
  });
  if (!row) throw stale('custom field');
  await recordAudit(ctx, tx, {
    action: `custom-field.${verb}`,
    subjectType: 'custom_field',
    subjectId: field.id,
    detail,
  });
  return customFieldView(row);
}

async function refuseTakenLabel(
  tx: Tx,
  entity: CrmEntity,
  label: string,
  except: bigint | null,
): Promise<void> {
  const own = recordFields.some((field) => field.label.toLowerCase() === label.toLowerCase());
  const [taken] = own
    ? []
    : await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM custom_fields
    WHERE entity = ${entity}::crm_entity AND lower(label) = lower(${label}) AND archived_at IS NULL AND id IS DISTINCT FROM ${except}::bigint`;
  if (own || taken)
    throw conflict(`${entityLabels[entity].many} have a field of this name already. Choose another.`, {
      label: 'Exists already.',
    });
}

/** member_since of "Member since"; a number behind it where the key is taken, by an archived field too. */
function freeKey(label: string, taken: ReadonlySet<string>): string {
  const plain =
    label
      .replaceAll('ß', 'ss')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36) || 'field';
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? plain : `${plain}_${n}`;
    if (!taken.has(key)) return key;
  }
}

type GivenChoice = { value?: string | undefined; label: string; archived?: boolean | undefined };

/** Known choices keep their value whatever they are called now; new ones are stored by their first name. */
function mergeChoices(
  before: readonly CustomFieldChoice[],
  given: readonly GivenChoice[],
): CustomFieldChoice[] {
  const taken = new Set(before.map((one) => one.value.toLowerCase()));
  return given.map(({ value, label, archived }) => {
    const known =
      before.find((one) => one.value === value) ??
      before.find((one) => value === undefined && one.value.toLowerCase() === label.toLowerCase());
    if (!known && value !== undefined && value !== label)
      throw invalidInput('Unknown choice.', { choices: `There is no choice ${value.slice(0, 40)}.` });
    if (!known && taken.has(label.toLowerCase()))
      throw invalidInput('Choice taken.', { choices: `${label} is the stored value of another choice.` });
    return { value: known?.value ?? label, label, ...(archived ? { archived: true } : {}) };
  });
}

const dropped = (
  before: readonly CustomFieldChoice[],
  given: readonly GivenChoice[],
): CustomFieldChoice[] => {
  const kept = new Set(mergeChoices(before, given).map((one) => one.value));
  return before.filter((one) => !kept.has(one.value));
};

async function heldOf(
  tx: Tx,
  field: CustomFieldRow,
  choices: readonly CustomFieldChoice[],
): Promise<CustomFieldChoice[]> {
  if (choices.length === 0) return [];
  const held = await tx.$queryRaw<{ value: string }[]>`
    SELECT DISTINCT custom ->> ${field.key} AS value FROM crm_records
    WHERE entity = ${field.entity}::crm_entity AND custom ->> ${field.key} = ANY(${choices.map((one) => one.value)}::text[])`;
  return choices
    .filter((choice) => held.some(({ value }) => value === choice.value))
    .map((choice) => ({ ...choice, archived: true }));
}
