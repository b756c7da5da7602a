import { plural } from '../format';
import { tellsNoTag, type RowFormat } from './row-schemas';
import { convertibleTo, DataFieldType, dataFieldTypeLabels } from './data-field-types';

type Target = { name: string; type: string; gone: boolean };
type Source = { name: string; label: string; type: string };
type Row = { sources: readonly string[]; format: Pick<RowFormat, 'tag'> };

/** Why a row of a mapping can't be sent; null: it can. */
export function problemOf(
  { sources, format }: Row,
  { name, type, gone }: Target,
  catalogue: readonly Source[],
): string | null {
  if (gone)
    return `${name} is gone at Dotdigital. Nothing is sent for it; when it is there again, everyone’s value is.`;
  if (name.toUpperCase() === 'LASTSUBSCRIBED') return 'This data field is kept by Dotdigital itself.';
  const target = DataFieldType.safeParse(type);
  if (!target.success) return 'This data field has a type that can’t be filled.';
  if (sources.length > 1 && target.data !== 'String')
    return 'Several fields can only be joined into a text field.';
  if (new Set(sources).size < sources.length) return 'A field is named twice.';
  for (const source of sources) {
    const field = catalogue.find((one) => one.name === source);
    if (!field) return `The field ${source} is not known.`;
    if (!convertibleTo[field.type]?.includes(target.data))
      return `${field.label} can’t be put into ${name}, whose type is ${dataFieldTypeLabels[target.data]}.`;
    if (tellsNoTag(field, target.data, format)) return `Choose the tag that ${name} tells of.`;
  }
  return null;
}

/** Another mapping of the account, which may fill the same data fields. */
export type OtherMapping = { name: string; syncPriority: number; fieldNames: string[] };

type Asked = {
  rows: readonly (Row & { dataFieldId: string })[];
  fields: readonly (Target & { id: string })[];
  catalogue: readonly Source[];
  syncPriority: number;
  others: readonly OtherMapping[];
};

/** `row`: which one it is about; null: the whole mapping. `stops`: nothing is sent of that row. */
export type MappingNote = { row: number | null; stops: boolean; text: string };

/** All that is to be said about a mapping as it stands: rows that can't be sent, and fields that two mappings fill with equal right. */
export function mappingNotes({ rows, fields, catalogue, syncPriority, others }: Asked): MappingNote[] {
  const notes = rows.flatMap((row, n): MappingNote[] => {
    const stop = (text: string): MappingNote[] => [{ row: n, stops: true, text }];
    const field = fields.find(({ id }) => id === row.dataFieldId);
    if (!field) return stop(`Row ${n + 1} has no data field.`);
    if (rows.findIndex(({ dataFieldId }) => dataFieldId === row.dataFieldId) < n)
      return stop(`${field.name} is in this mapping twice.`);
    if (row.sources.length === 0) return stop(`${field.name} has no CRM field.`);
    const problem = problemOf(row, field, catalogue);
    if (problem !== null) return stop(problem);
    return others
      .filter((one) => one.syncPriority === syncPriority && one.fieldNames.includes(field.name))
      .map((one) => ({
        row: n,
        stops: false,
        text: `${field.name} is filled by the mapping of ${one.name} too, with the same sync priority: for people on lists of both, the mapping that has stood longer decides.`,
      }));
  });
  const left = fields.filter(
    ({ id, gone, name }) =>
      !gone && name.toUpperCase() !== 'LASTSUBSCRIBED' && !rows.some((row) => row.dataFieldId === id),
  ).length;
  return left === 0
    ? notes
    : [
        ...notes,
        {
          row: null,
          stops: false,
          text: `${plural(left, 'data field')} of this account get nothing from this mapping.`,
        },
      ];
}
