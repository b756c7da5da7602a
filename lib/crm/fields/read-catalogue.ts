import { z } from 'zod';

import type { Tx } from '@/lib/db';
import { CustomFieldChoice, type CustomFieldType } from './custom-field-schemas';
import type { CrmEntity } from './entity';
import { customName, fixedFields, type RecordField, type RecordFieldType } from './fields';

const types: Record<CustomFieldType, RecordFieldType> = {
  text: 'text',
  number: 'number',
  date: 'date',
  yesno: 'boolean',
  choice: 'choice',
};
const lengths: Record<CustomFieldType, number> = {
  text: 1_000,
  number: 40,
  date: 40,
  yesno: 40,
  choice: 100,
};

export const choicesOf = (stored: unknown): CustomFieldChoice[] => z.array(CustomFieldChoice).parse(stored);

type CustomFieldRow = {
  key: string;
  label: string;
  type: CustomFieldType;
  choices: unknown;
  archivedAt: Date | null;
};

export const customRecordField = (row: CustomFieldRow): RecordField => ({
  name: customName(row.key),
  label: row.label,
  type: types[row.type],
  source: 'custom',
  column: row.key,
  group: 'Custom fields',
  writable: row.archivedAt === null,
  maxLength: lengths[row.type],
  ...(row.type === 'choice' ? { choices: choicesOf(row.choices) } : {}),
  ...(row.archivedAt ? { archived: true } : {}),
});

/**
 * Every field that records of an entity have, in the order screens show them: own, owner and tags, computed, and the custom
 * fields an admin defined. Archived custom fields only where asked for; a name that is not in it does not exist.
 */
export async function readCatalogue(
  db: Tx,
  entity: CrmEntity,
  options: { archived?: boolean } = {},
): Promise<RecordField[]> {
  const custom = await db.customField.findMany({
    where: { entity, ...(options.archived ? {} : { archivedAt: null }) },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return [...fixedFields(entity), ...custom.map(customRecordField)];
}
