import {
  convertibleTo,
  plainSettings,
  ValueRule,
  type DataFieldType,
  type MappingSource,
  type MappingView,
  type RowSettings,
} from '@/lib/data-fields/schemas';

export type EditorField = { id: string; name: string; type: DataFieldType; gone: boolean };
export type EditorRow = RowSettings & { dataFieldId: string; sources: string[]; separator: string };

export const storedRows = (mapping: MappingView): EditorRow[] =>
  mapping.rows.map(({ dataField, problem: _, ...row }) => ({ ...row, dataFieldId: dataField.id }));

export const newRow = (dataFieldId: string, sources: string[] = []): EditorRow => ({
  ...plainSettings,
  dataFieldId,
  sources,
  separator: ' ',
});

/** What of the rows a preview can be made of: neither a row nor a rule that is half filled in. */
export const wholeRows = (rows: readonly EditorRow[]): EditorRow[] =>
  rows
    .filter((row) => row.dataFieldId !== '' && row.sources.length > 0)
    .map((row) => ({ ...row, rules: row.rules.filter((rule) => ValueRule.safeParse(rule).success) }));

export const isOfDotdigital = ({ name }: EditorField): boolean => name.toUpperCase() === 'LASTSUBSCRIBED';

export const fits = (source: MappingSource | undefined, type: DataFieldType): boolean =>
  source !== undefined && convertibleTo[source.type]?.includes(type) === true;

/** Another type of data field keeps the sources that fit it: several only in text. */
export function keepFitting(
  chosen: string[],
  sources: readonly MappingSource[],
  type: DataFieldType | undefined,
): string[] {
  if (!type) return chosen;
  const fitting = chosen.filter((name) =>
    fits(
      sources.find((one) => one.name === name),
      type,
    ),
  );
  return type === 'String' ? fitting : fitting.slice(0, 1);
}

/** The rows with a CRM field in a data field: beside what is there in text, in place of it elsewhere. */
export function putInto(rows: readonly EditorRow[], field: EditorField, source: string): EditorRow[] {
  const there = rows.find(({ dataFieldId }) => dataFieldId === field.id);
  if (!there) return [...rows, newRow(field.id, [source])];
  if (there.sources.includes(source)) return [...rows];
  const sources = field.type === 'String' ? [...there.sources, source] : [source];
  return rows.map((row) => (row === there ? { ...row, sources, twoWay: false } : row));
}
