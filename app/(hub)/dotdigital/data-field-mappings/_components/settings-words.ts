import {
  conflictPolicyLabels,
  emptyPolicyLabels,
  ruleWords,
  type DataFieldType,
  type MappingSource,
} from '@/lib/data-fields/schemas';
import type { EditorRow } from './editor-rows';

const joinedBy = (separator: string): string =>
  separator === ''
    ? 'joined without a space'
    : separator === ' '
      ? 'joined by a space'
      : `joined by “${separator}”`;

/** What a row does beyond putting one field into another; nothing of what it does anyway. */
export function settingsWords(
  row: EditorRow,
  sources: readonly MappingSource[],
  type: DataFieldType,
): string[] {
  const types = new Set(sources.map(({ type }) => type));
  const { format } = row;
  return [
    ...(row.sources.length > 1 ? [joinedBy(row.separator)] : []),
    ...((types.has('date') || types.has('datetime')) && format.date !== 'yyyy-MM-dd'
      ? [`days as ${format.date}`]
      : []),
    ...(format.decimals !== null && types.has('number') ? [`${format.decimals} decimals`] : []),
    ...(types.has('tags') && type === 'Boolean' && format.tag !== ''
      ? [`true for the tag “${format.tag}”`]
      : []),
    ...row.rules.map(ruleWords),
    ...(row.empty === 'clear' ? [] : [`empty ${emptyPolicyLabels[row.empty]}`]),
    ...(row.twoWay ? [`both ways, ${conflictPolicyLabels[row.conflict]}`] : []),
  ];
}
