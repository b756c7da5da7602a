import type { Context } from '../context';
import { readCatalogue, shownFieldSql, type RecordField } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { AppError, invalidFields } from '../errors';
import { noEmailColumnMessage, type ListColumn } from './schemas';

/** The fields that a list of this entity can show, by name. */
export async function readColumnFields(
  ctx: Pick<Context, 'db'>,
  entity: CrmEntity,
): Promise<Map<string, RecordField>> {
  return new Map((await readCatalogue(ctx.db.prisma, entity)).map((field) => [field.name, field]));
}

/** Columns as the page shows them; a field that no longer exists is left out. */
export const columnViews = (
  fields: ReadonlyMap<string, RecordField>,
  names: readonly string[],
): ListColumn[] =>
  names.flatMap((name) => {
    const field = fields.get(name);
    if (!field) return [];
    const kind =
      field.type === 'date' || field.type === 'datetime' || field.type === 'number'
        ? field.type
        : field.type === 'boolean'
          ? 'yesno'
          : 'text';
    return [{ name, label: field.label, kind }];
  });

/** Columns must exist, and one must hold an address. */
export async function checkColumns(
  ctx: Pick<Context, 'db'>,
  entity: CrmEntity,
  names: readonly string[],
): Promise<void> {
  const fields = await readColumnFields(ctx, entity);
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined)
    throw invalidFields({ columns: `There is no column “${unknown.slice(0, 40)}”.` });
  if (!names.some((name) => fields.get(name)?.type === 'email')) {
    throw new AppError('invalid_input', 'no e-mail column', {
      userMessage: noEmailColumnMessage,
      fieldErrors: { columns: noEmailColumnMessage },
    });
  }
}

/** A function takes a hundred arguments. */
const pairsAtOnce = 40;

/** These columns of `crm_records r` and `record_stats v` as one JSON object; names come from the catalogue alone. */
export function valuesSql(fields: ReadonlyMap<string, RecordField>, names: readonly string[]): Prisma.Sql {
  const pairs = [...new Set(names)].flatMap((name) => {
    const field = fields.get(name);
    return field ? [Prisma.sql`${field.name}::text, ${shownFieldSql(field)}`] : [];
  });
  const objects = Array.from(
    { length: Math.ceil(pairs.length / pairsAtOnce) },
    (_, n) =>
      Prisma.sql`jsonb_build_object(${Prisma.join(pairs.slice(n * pairsAtOnce, (n + 1) * pairsAtOnce))})`,
  );
  return objects.length === 0 ? Prisma.sql`'{}'::jsonb` : Prisma.sql`(${Prisma.join(objects, ' || ')})`;
}

/** The chosen columns, then orders, carts and engagement: what a file of members and the API hold. */
export const shownColumns = (
  fields: ReadonlyMap<string, RecordField>,
  chosen: readonly string[],
): string[] => [
  ...new Set([
    ...chosen,
    ...[...fields.values()].filter(({ source }) => source === 'stats').map(({ name }) => name),
  ]),
];
