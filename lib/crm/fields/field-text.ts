import { Prisma } from '@/lib/db';
import { shownFieldSql } from './field-sql';
import type { RecordField } from './fields';

/** A field as text, without parameters: days as 1984-02-29, times in UTC, an owner by name, a choice by its value. */
export function fieldText(field: RecordField): Prisma.Sql {
  const shown = shownFieldSql(field);
  if (field.type === 'date') return Prisma.sql`to_char(${shown}, 'YYYY-MM-DD')`;
  if (field.type === 'datetime')
    return Prisma.sql`to_char(${shown} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return Prisma.sql`(${shown})::text`;
}

/** The same as a person writes it, and as an import reads it back: yes and no, a custom choice by its name. */
export function writtenText(field: RecordField, text: string | null): string | null {
  if (text === null) return null;
  if (field.type === 'boolean') return text === 'true' ? 'yes' : 'no';
  if (field.source === 'custom' && field.type === 'choice')
    return field.choices?.find((choice) => choice.value === text)?.label ?? text;
  return text;
}
