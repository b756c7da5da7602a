import { Prisma } from '@/lib/db';
import { bareFieldSql } from './field-sql';
import { fieldText } from './field-text';
import { customName, fixedFields, type RecordField } from './fields';

const fixed = new Map(fixedFields('customer').map((field) => [field.name, field]));
const custom = customName('');

/** A field by its name alone; a custom one as the text that is kept, whatever type it is of. */
function namedField(name: string): RecordField {
  const known = fixed.get(name);
  if (known) return known;
  if (!name.startsWith(custom)) throw new Error(`no record has a field ${name}`);
  return {
    name,
    label: name,
    type: 'text',
    source: 'custom',
    column: name.slice(custom.length),
    group: 'Custom fields',
    writable: true,
    maxLength: 1_000,
  };
}

/** What a record holds in a field, as record_changes tells it (`->> '{}'`). */
export const keptText = (name: string): Prisma.Sql => fieldText(namedField(name));

/** The day that a field holds, as 1984-02-29; a moment's day by the clocks of the zone. */
export function keptDay(name: string, zone: string): Prisma.Sql {
  const field = namedField(name);
  if (field.type !== 'datetime') return fieldText(field);
  return Prisma.sql`to_char(${bareFieldSql(field)} AT TIME ZONE ${zone}::text, 'YYYY-MM-DD')`;
}
