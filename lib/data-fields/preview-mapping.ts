import type { z } from 'zod';
import { visibleRecords, type Context } from '../context';
import { searchConditions, type RecordField } from '../crm';
import { Prisma, type Tx } from '../db';
import { permit } from '../permissions';
import { mappingValues, unfitValues, type Means } from './mapping-values';
import {
  DataFieldType,
  ruleWords,
  type FindPeopleInput,
  type MappingPreview,
  type PersonOption,
  type PlanMappingRow,
  type PreviewMappingInput,
  type PreviewValue,
} from './schemas';
import { trackedBy } from './tracked-fields';
import { readMeans, wantedText, wantedValuesOf, type WantedValue, type WantedValues } from './wanted-values';

const { sql } = Prisma;

type Values = Record<string, string>;
type Wanted = Record<string, WantedValue>;

/** What unsaved rows would make of a real person beside what Dotdigital holds of them, by the very SQL that a plan uses. */
export async function previewMapping(
  ctx: Context,
  input: z.output<typeof PreviewMappingInput>,
): Promise<MappingPreview> {
  permit(ctx, 'fields.read');
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const integrationId = BigInt(input.integrationId);
  const rows = await readUnsavedRows(prisma, integrationId, input.rows);
  const wanted = await wantedValuesOf(prisma, { integrationId, entity: input.entity, mapping: rows });
  const person = await readPerson(ctx, input, wanted);
  if (!person) return { person: null, values: [] };
  const means = await readMeans(prisma, integrationId, input.entity);
  const [{ steps, unfit }, held] = [
    await readMade(prisma, person.id, rows, means),
    await readHeld(prisma, integrationId, person.email_key),
  ];
  return {
    person: {
      id: String(person.id),
      name: person.name ?? person.email ?? 'without a name',
      email: person.email,
    },
    values: rows.map((row, n) =>
      valueOf(row, { wanted: person.wanted, held, steps, unfit: unfit[n] ?? null }, means.catalogue),
    ),
  };
}

/** Rows of a form in the terms of a plan; those whose data field is gone, or was never chosen, are left out. */
export async function readUnsavedRows(
  tx: Tx,
  integrationId: bigint,
  given: z.output<typeof PreviewMappingInput>['rows'],
): Promise<PlanMappingRow[]> {
  const fields = await tx.dataField.findMany({
    where: { integrationId, goneAt: null, id: { in: given.map((row) => BigInt(row.dataFieldId)) } },
  });
  return given.flatMap(({ dataFieldId, ...row }): PlanMappingRow[] => {
    const field = fields.find(({ id }) => String(id) === dataFieldId);
    const type = DataFieldType.safeParse(field?.type);
    return field && type.success ? [{ ...row, name: field.name, type: type.data }] : [];
  });
}

function valueOf(
  row: PlanMappingRow,
  { wanted, held, steps, unfit }: Made & { wanted: Wanted; held: Wanted | null },
  catalogue: readonly RecordField[],
): PreviewValue {
  const labels = row.sources.map((name) => catalogue.find((one) => one.name === name)?.label ?? name);
  const made = steps.slice(0, row.rules.length + 1).map((values) => values[row.name] ?? '');
  const own = made.at(-1) ?? '';
  const value = wantedText(wanted[row.name]);
  const isOfNoUse = steps[0]?.[row.name] === undefined;
  const before = held ? wantedText(held[row.name]) : null;
  const stays =
    (row.empty === 'keep' && value === '') || (row.empty === 'fill' && before !== null && before !== '');
  return {
    name: row.name,
    before,
    after: stays ? (before ?? '') : value,
    outcome: stays ? 'kept' : before === value ? 'same' : value === '' ? 'cleared' : 'sent',
    steps: made.map((text, n) => {
      const rule = row.rules[n - 1];
      return { words: rule ? ruleWords(rule) : `from ${labels.join(', ')}`, value: text };
    }),
    decidedElsewhere: value !== own,
    problem: isOfNoUse && value === '' ? 'Its type doesn’t fit, so nothing is sent for it.' : unfit,
  };
}

type Made = {
  /** What the sources give, and what it is after each rule. */
  steps: Values[];
  /** What the plan would say of a value that doesn't fit; null: it does. */
  unfit: string | null;
};

/** By the plan's own SQL: each step with the first rules alone, and row by row what doesn't fit. */
async function readMade(
  tx: Tx,
  recordId: bigint,
  rows: readonly PlanMappingRow[],
  means: Means,
): Promise<{ steps: Values[]; unfit: (string | null)[] }> {
  const most = Math.max(0, ...rows.map(({ rules }) => rules.length));
  const steps = Array.from({ length: most + 1 }, (_, n) =>
    mappingValues(
      rows.map((row) => ({ ...row, rules: row.rules.slice(0, n), empty: 'clear' })),
      means,
    ),
  );
  const unfit = rows.map((row) => unfitValues([row], means));
  const [made] = await tx.$queryRaw<{ steps: Values[]; unfit: (string | null)[] }[]>`
    SELECT jsonb_build_array(${Prisma.join(steps, ', ')}) AS steps, ARRAY[${Prisma.join([...unfit, sql`NULL`], ', ')}]::text[] AS unfit
    FROM crm_records r ${trackedBy(rows, means.catalogue).join} WHERE r.id = ${recordId}`;
  return made ?? { steps: [], unfit: [] };
}

type Person = {
  id: bigint;
  name: string | null;
  email: string | null;
  email_key: string;
  wanted: Wanted;
};

const named = sql`nullif(concat_ws(' ', r.first_name, r.last_name), '')`;

async function readPerson(
  ctx: Context,
  { entity, recordId }: z.output<typeof PreviewMappingInput>,
  { values, join }: WantedValues,
): Promise<Person | undefined> {
  const chosen = recordId === null ? Prisma.empty : sql`AND r.id = ${BigInt(recordId)}`;
  const [person] = await ctx.db.prisma.$queryRaw<Person[]>`
    SELECT r.id, ${named} AS name, r.email, r.email_key, ${values} AS wanted
    FROM crm_records r ${join}
    WHERE r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL AND r.email_key IS NOT NULL AND ${visibleRecords(ctx)} ${chosen}
    ORDER BY r.id LIMIT 1`;
  return person;
}

/** A contact has its data fields once, whatever books it is in: what was sent last counts. */
async function readHeld(tx: Tx, integrationId: bigint, emailKey: string): Promise<Wanted | null> {
  const [row] = await tx.$queryRaw<{ held: Wanted }[]>`
    SELECT m.held_values AS held FROM book_members m JOIN address_books a ON a.id = m.address_book_id AND a.integration_id = ${integrationId}
    WHERE m.email_key = ${emailKey} AND m.present AND m.held_values IS NOT NULL ORDER BY m.sent_at DESC NULLS LAST LIMIT 1`;
  return row?.held ?? null;
}

/** People with an address to try a mapping with, by any word that they are found by. */
export async function findMappingPeople(
  ctx: Context,
  { entity, q }: z.output<typeof FindPeopleInput>,
): Promise<PersonOption[]> {
  permit(ctx, 'crm.read');
  const found = await ctx.db.prisma.$queryRaw<{ id: bigint; name: string | null; email: string }[]>`
    SELECT r.id, ${named} AS name, r.email FROM crm_records r
    WHERE ${searchConditions(entity, q)} AND r.email_key IS NOT NULL AND ${visibleRecords(ctx)} ORDER BY r.id LIMIT 20`;
  return found.map(({ id, name, email }) => ({ id: String(id), name: name ?? email, email }));
}
