import type { z } from 'zod';
import type { Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { escapeLike, Prisma } from '../db';
import { permit } from '../permissions';
import { DataFieldType, type MappingPreview, type PlanMappingRow, type PreviewMappingInput } from './schemas';
import { valuesHash, wantedText, wantedValuesOf, type WantedValue, type WantedValues } from './wanted-values';

/** What unsaved rows would make of a real person, by the very SQL that a plan uses, and how many people they would send again. */
export async function previewMapping(
  ctx: Context,
  input: z.output<typeof PreviewMappingInput>,
): Promise<MappingPreview> {
  permit(ctx, 'fields.read');
  const integrationId = BigInt(input.integrationId);
  const fields = await ctx.db.prisma.dataField.findMany({
    where: { integrationId, goneAt: null, id: { in: input.rows.map((row) => BigInt(row.dataFieldId)) } },
  });
  const rows = input.rows.flatMap((row): PlanMappingRow[] => {
    const field = fields.find(({ id }) => String(id) === row.dataFieldId);
    const type = DataFieldType.safeParse(field?.type);
    return field && type.success ? [{ ...row, name: field.name, type: type.data }] : [];
  });
  const wanted = await wantedValuesOf(ctx.db.prisma, { integrationId, entity: input.entity, mapping: rows });
  const [person, resentCount] = await Promise.all([
    findPerson(ctx, input, wanted),
    countResent(ctx, integrationId, input.entity, wanted),
  ]);
  return {
    person: person
      ? { id: String(person.id), name: person.name ?? person.email ?? 'without a name', email: person.email }
      : null,
    values: person ? rows.map(({ name }) => ({ name, value: wantedText(person.wanted[name]) })) : [],
    resentCount,
  };
}

type Person = { id: bigint; name: string | null; email: string | null; wanted: Record<string, WantedValue> };

async function findPerson(
  ctx: Context,
  input: { entity: string; search: string },
  { values, join }: WantedValues,
): Promise<Person | undefined> {
  const pattern = `${escapeLike(input.search)}%`;
  const [person] = await ctx.db.prisma.$queryRaw<Person[]>`
    SELECT r.id, nullif(concat_ws(' ', r.first_name, r.last_name), '') AS name, r.email, ${values} AS wanted
    FROM crm_records r ${join}
    WHERE r.entity = ${input.entity}::crm_entity AND r.deleted_at IS NULL AND r.email_key IS NOT NULL
      AND (${input.search} = '' OR r.email_key ILIKE ${pattern} OR r.first_name ILIKE ${pattern} OR r.last_name ILIKE ${pattern})
    ORDER BY r.id LIMIT 1`;
  return person;
}

async function countResent(
  ctx: Context,
  integrationId: bigint,
  entity: string,
  { values, join }: WantedValues,
): Promise<number> {
  const [row] = await ctx.db.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
    FROM connections c
    JOIN marketing_lists l ON l.id = c.list_id AND l.entity = ${entity}::crm_entity
    JOIN book_members m ON m.address_book_id = c.address_book_id AND m.present AND m.held_hash IS NOT NULL
    JOIN crm_records r ON r.id = m.record_id AND r.deleted_at IS NULL
    ${join}
    CROSS JOIN LATERAL (SELECT ${values} AS wanted) w
    WHERE c.integration_id = ${integrationId} AND ${liveConnection()} AND m.held_hash <> ${valuesHash(Prisma.sql`w.wanted`)}`;
  return row?.count ?? 0;
}
