import { plural } from '../format';
import type { DocumentRow, MappingDocument, VersionCause } from './mapping-document';
import { conflictPolicyLabels, emptyPolicyLabels, type RowFormat, type ValueRule } from './row-schemas';

const cases = { upper: 'UPPER CASE', lower: 'lower case', title: 'Title Case' } as const;
const quoted = (text: string): string => `“${text}”`;

/** A value rule in a few words. */
export function ruleWords(rule: ValueRule): string {
  switch (rule.kind) {
    case 'default':
      return `${quoted(rule.value)} where it is empty`;
    case 'trim':
      return 'spaces at both ends go';
    case 'case':
      return `in ${cases[rule.to]}`;
    case 'cut':
      return `cut after ${plural(rule.length, 'character')}`;
    case 'strip-html':
      return 'HTML becomes text';
    case 'table':
      return `a table of ${plural(rule.pairs.length, 'value')}, others ${rule.others === 'keep' ? 'stay' : 'become empty'}`;
  }
}

const formatNames: Record<keyof RowFormat, string> = {
  date: 'days as',
  yes: 'yes as',
  no: 'no as',
  decimals: 'decimals',
  decimalSign: 'decimal sign',
  choice: 'choices by',
  tagSeparator: 'tags joined by',
  tag: 'tells of the tag',
};

export const causeWords: Record<VersionCause, string> = {
  suggested: 'suggested',
  saved: 'saved',
  restored: 'restored',
  imported: 'imported',
  copied: 'copied',
};

type LabelOf = (source: string) => string;

/** What differs between two mappings, one sentence each; none: nothing does. */
export function describeChanges(
  before: MappingDocument | null,
  after: MappingDocument,
  labelOf: LabelOf,
): string[] {
  const [old, now] = [before?.rows ?? [], after.rows];
  const rowOf = (rows: readonly DocumentRow[], row: DocumentRow): DocumentRow | undefined =>
    rows.find(({ dataField }) => isSameName(dataField.name, row.dataField.name));
  const sourcesOf = (row: DocumentRow): string => sourceWords(row, labelOf);
  const changes = [
    ...(before && before.syncPriority !== after.syncPriority
      ? [`Sync priority: ${before.syncPriority} → ${after.syncPriority}`]
      : []),
    ...now.flatMap((row) => {
      const was = rowOf(old, row);
      return was ? rowChanges(was, row, labelOf) : [`${row.dataField.name} added, from ${sourcesOf(row)}`];
    }),
    ...old
      .filter((row) => !rowOf(now, row))
      .map((row) => `${row.dataField.name} taken out; it came from ${sourcesOf(row)}`),
  ];
  const names = (rows: readonly DocumentRow[]): string =>
    rows.map(({ dataField }) => dataField.name.toUpperCase()).join();
  if (changes.length === 0 && before && names(old) !== names(now)) return ['Rows stand in another order'];
  return changes;
}

const sourceWords = ({ sources }: DocumentRow, labelOf: LabelOf): string => sources.map(labelOf).join(', ');

const isSameName = (one: string, other: string): boolean => one.toUpperCase() === other.toUpperCase();

function rowChanges(was: DocumentRow, row: DocumentRow, labelOf: LabelOf): string[] {
  const said = (what: string, from: string, to: string): string[] =>
    from === to ? [] : [`${row.dataField.name}: ${what} ${from} → ${to}`];
  const rules = (one: DocumentRow): string => one.rules.map(ruleWords).join('; ') || 'none';
  const way = (one: DocumentRow): string =>
    one.twoWay
      ? `both ways, ${conflictPolicyLabels[one.conflict]}${one.emptyComesBack ? ', empty comes back' : ''}`
      : 'out only';
  return [
    ...said('type', was.dataField.type, row.dataField.type),
    ...said('from', sourceWords(was, labelOf), sourceWords(row, labelOf)),
    ...(row.sources.length > 1 && was.sources.length > 1
      ? said('joined by', quoted(was.separator), quoted(row.separator))
      : []),
    ...said('an empty value', emptyPolicyLabels[was.empty], emptyPolicyLabels[row.empty]),
    ...(Object.keys(formatNames) as (keyof RowFormat)[]).flatMap((part) =>
      said(formatNames[part], formatText(was.format[part]), formatText(row.format[part])),
    ),
    ...(JSON.stringify(was.rules) === JSON.stringify(row.rules)
      ? []
      : [
          rules(was) === rules(row)
            ? `${row.dataField.name}: another table of values`
            : `${row.dataField.name}: rules ${rules(was)} → ${rules(row)}`,
        ]),
    ...said('goes', way(was), way(row)),
  ];
}

const formatText = (part: string | number | null): string =>
  part === null ? 'as many as there are' : typeof part === 'number' ? String(part) : quoted(part);
