import type { z } from 'zod';
import { differences, recordAudit, type Context } from '../context';
import { Prisma, sameIgnoringCase, type PrismaTypes, type Tx } from '../db';
import { DotdigitalError, type DotdigitalClient } from '../dotdigital';
import { conflict, notFound } from '../errors';
import { permit } from '../permissions';
import type { CreateDataFieldInput, UpdateDataFieldInput } from './schemas';

type Created = { id: string; name: string };

/**
 * Makes a field at Dotdigital, then here. Safe to repeat after an answer that never came, or a call that was killed: a field of
 * this name and type that is there by now is the one that was meant.
 */
export async function createDataField(
  ctx: Context,
  dotdigital: Pick<DotdigitalClient, 'createDataField' | 'dataFields'>,
  input: z.output<typeof CreateDataFieldInput>,
): Promise<Created> {
  permit(ctx, 'fields.write');
  const integrationId = BigInt(input.integrationId);
  const name = input.name.toUpperCase();
  const known = await ctx.db.prisma.dataField.findFirst({
    where: { integrationId, goneAt: null, name: sameIgnoringCase(name) },
  });
  const wasBegun = ctx.outside?.wasBegun('data-field.create') ?? false;
  if (known && !(wasBegun && known.type === input.type))
    throw conflict('A data field of this name exists already. Choose another name.', {
      name: 'Exists already.',
    });
  const value = typedDefault(input);
  if (!known) {
    await ctx.outside?.begin('data-field.create');
    await make(dotdigital, { ...input, name, defaultValue: value }, wasBegun);
  }
  return ctx.db.prisma.$transaction(async (tx) => {
    const data = {
      visibility: input.visibility,
      notes: input.notes,
      seenAt: ctx.now(),
      defaultValue: value === null ? Prisma.DbNull : value,
    };
    const id = known?.id ?? (await keepMade(tx, { integrationId, name, type: input.type }, data));
    await recordAudit(ctx, tx, {
      action: 'data-field.create',
      subjectType: 'data_field',
      subjectId: id,
      detail: { name, type: input.type, visibility: input.visibility },
    });
    return { id: String(id), name };
  });
}

type Made = { integrationId: bigint; name: string; type: string };

/** A reading of the account that ran meanwhile may have brought the field in already: then that row is the one. */
async function keepMade(
  tx: Tx,
  { integrationId, name, type }: Made,
  data: Omit<PrismaTypes.DataFieldUncheckedCreateInput, keyof Made>,
): Promise<bigint> {
  await tx.dataField.createMany({ data: [{ integrationId, name, type, ...data }], skipDuplicates: true });
  const made = await tx.dataField.findFirstOrThrow({
    where: { integrationId, goneAt: null, name: sameIgnoringCase(name) },
    select: { id: true },
  });
  await tx.dataField.update({ where: { id: made.id }, data: { notes: data.notes } });
  return made.id;
}

async function make(
  dotdigital: Pick<DotdigitalClient, 'createDataField' | 'dataFields'>,
  field: Parameters<DotdigitalClient['createDataField']>[0],
  wasBegun: boolean,
): Promise<void> {
  try {
    await dotdigital.createDataField(field);
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    const { rows } = error.acted === 'maybe' || wasBegun ? await dotdigital.dataFields() : { rows: [] };
    if (rows.some((row) => row.name.toUpperCase() === field.name && row.type === field.type)) return;
    if (error.kind === 'refused') throw conflict(error.userMessage, { name: error.userMessage });
    throw error;
  }
}

function typedDefault({
  type,
  defaultValue,
}: {
  type: string;
  defaultValue: string | null;
}): string | number | boolean | null {
  if (defaultValue === null) return null;
  if (type === 'Numeric') return Number(defaultValue);
  if (type === 'Boolean') return defaultValue === 'true';
  return type === 'Date' ? `${defaultValue}T00:00:00` : defaultValue;
}

/** Only the notes are ours; Dotdigital has no call that changes a field. */
export async function updateDataField(
  ctx: Context,
  input: z.output<typeof UpdateDataFieldInput>,
): Promise<void> {
  permit(ctx, 'fields.write');
  const id = BigInt(input.id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.dataField.findUnique({ where: { id }, select: { name: true, notes: true } });
    if (!before) throw notFound('data field');
    await tx.dataField.update({ where: { id }, data: { notes: input.notes } });
    await recordAudit(ctx, tx, {
      action: 'data-field.update',
      subjectType: 'data_field',
      subjectId: id,
      detail: { name: before.name, ...differences({ notes: before.notes }, { notes: input.notes }) },
    });
  });
}

/** Deletes a field at Dotdigital too; what Dotdigital says against it is shown. A field that a mapping fills must leave the mapping first. */
export async function deleteDataField(
  ctx: Context,
  dotdigital: Pick<DotdigitalClient, 'deleteDataField'>,
  input: { id: string },
): Promise<{ name: string }> {
  permit(ctx, 'fields.write');
  const id = BigInt(input.id);
  const field = await ctx.db.prisma.dataField.findUnique({
    where: { id },
    include: { mappingRows: { select: { mapping: { select: { entity: true } } } } },
  });
  if (!field) throw notFound('data field');
  if (field.isSystem) throw conflict(`${field.name} is one of Dotdigital’s own fields and can’t be deleted.`);
  if (field.mappingRows.length > 0) {
    const entities = field.mappingRows.map(({ mapping }) => mapping.entity).join(', ');
    throw conflict(
      `${field.name} is filled by the mapping of ${entities}. Take it out of the mapping first.`,
    );
  }
  if (field.goneAt === null) await deleteThere(dotdigital, field.name);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.dataField.deleteMany({ where: { id } });
    await recordAudit(ctx, tx, {
      action: 'data-field.delete',
      subjectType: 'data_field',
      subjectId: id,
      detail: { name: field.name },
    });
  });
  return { name: field.name };
}

async function deleteThere(
  dotdigital: Pick<DotdigitalClient, 'deleteDataField'>,
  name: string,
): Promise<void> {
  try {
    const { deleted, dependencies } = await dotdigital.deleteDataField(name);
    if (deleted) return;
    const said = dependencies.length > 0 ? ` It said: “${dependencies.join(', ')}”` : '';
    throw conflict(
      `Dotdigital did not delete ${name}: it is in use there.${said} Take it out of use there first.`,
    );
  } catch (error) {
    // Gone already: what was wanted.
    if (error instanceof DotdigitalError && error.kind === 'not_found') return;
    throw error;
  }
}
