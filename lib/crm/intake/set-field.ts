import { Prisma, type Tx } from '@/lib/db';
import { conflict } from '@/lib/errors';
import { convertValues } from '../fields/convert-values';
import type { CrmEntity } from '../fields/entity';
import { findField } from '../fields/fields';
import { readCatalogue } from '../fields/read-catalogue';
import { changesOf, readValues, saysWho, withOwner } from '../records/internal';
import { takeOutsideValues, type OutsideRecord } from './outside-values';

const { sql } = Prisma;

type Asked = {
  entity: CrmEntity;
  recordIds: readonly bigint[];
  field: string;
  /** As a person would type it; null empties. */
  value: string | null;
  origin: string;
  causeId: string;
  at: Date;
};

/**
 * Sets one field of records, for whoever does so by rule: each value is read as of its record (a phone by its country). Twice is once.
 * Returns those who would be nobody without it, whom it leaves as they are. Throws where the field is gone, or takes the value no more.
 */
export async function setField(
  tx: Tx,
  { entity, recordIds, field, value, ...told }: Asked,
): Promise<bigint[]> {
  const catalogue = await readCatalogue(tx, entity);
  const known = findField(catalogue, field);
  if (!known?.writable) throw conflict('The field that it sets is gone. Choose another one.');
  const changed: { record: Pick<OutsideRecord, 'id' | 'values'>; values: OutsideRecord['values'] }[] = [];
  const leftOut: bigint[] = [];
  for (const record of await lockRecords(tx, recordIds)) {
    const before = readValues(record);
    const { values, problems } = convertValues(
      { [field]: value },
      { today: told.at.toISOString().slice(0, 10), country: record.country, catalogue },
    );
    const [problem] = problems;
    if (problem) throw conflict(problem.message);
    if (!saysWho({ ...before, ...values })) leftOut.push(record.id);
    else if (changesOf(before, values).length > 0)
      changed.push({ record: { id: record.id, values: before }, values });
  }
  await takeOutsideValues(tx, {
    catalogue,
    taken: changed.map((one) => ({ ...one, give: [], take: [] })),
    ...told,
  });
  return leftOut;
}

async function lockRecords(tx: Tx, recordIds: readonly bigint[]) {
  const locked = await tx.$queryRaw<{ id: bigint }[]>(sql`
    SELECT r.id FROM crm_records r WHERE r.id = ANY(${[...recordIds]}::bigint[]) AND r.deleted_at IS NULL ORDER BY r.id FOR UPDATE`);
  return tx.crmRecord.findMany({ where: { id: { in: locked.map(({ id }) => id) } }, include: withOwner });
}
