import type { Prisma } from '@/lib/db';
import type { RecordValues } from './convert-values';
import { type DerivedName, type RecordField, type TextFieldName, textFields } from './fields';

type Columns = Pick<Prisma.CrmRecordUncheckedCreateInput, TextFieldName | DerivedName>;

/** Values of own fields by name as Prisma takes them (custom ones: customPatch); consent is not among them. */
export function toColumns(values: RecordValues): Columns {
  const columns: Record<string, string | Date | null> = {};
  for (const { name, type, derived } of ownFields) {
    const value = values[name];
    if (value !== undefined) columns[name] = type === 'date' && value !== null ? dayOf(value) : value;
    const made = derived && values[derived.name];
    if (derived && made !== undefined) columns[derived.name] = made;
  }
  return columns;
}

const ownFields: readonly RecordField[] = textFields;

/** A day becomes midnight UTC, which a DATE column keeps as that day. */
export const dayOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
