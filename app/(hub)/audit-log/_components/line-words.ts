import { nounOf, type AuditLine } from '@/lib/audit/schemas';

/** "Marketing list Newsletter readers", by its name where the line says it, else by its id. */
export function subjectWords({ subjectType, subjectId, detail }: AuditLine): string {
  const name = [detail.name, detail.list, detail.fileName, detail.path].find(
    (said) => typeof said === 'string' && said !== '',
  );
  return [nounOf(subjectType), name ?? subjectId].filter((part) => typeof part === 'string').join(' ');
}

export type ChangedValue = { name: string; before: string; after: string };

/** What a line says of values: each with what it was and what it became. */
export function changedValues(detail: Record<string, unknown>): ChangedValue[] {
  const [before, after] = [objectOf(detail.before), objectOf(detail.after)];
  const listed = (Array.isArray(detail.changes) ? detail.changes : [])
    .map(objectOf)
    .filter(({ name }) => typeof name === 'string');
  return [
    ...[...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => ({
      name,
      before: valueWords(before[name]),
      after: valueWords(after[name]),
    })),
    ...listed.map(({ name, from, to }) => ({
      name: String(name),
      before: valueWords(from),
      after: valueWords(to),
    })),
    ...('from' in detail && 'to' in detail
      ? [{ name: 'value', before: valueWords(detail.from), after: valueWords(detail.to) }]
      : []),
  ];
}

/** The rest of what a line says. */
export const toldBeside = (detail: Record<string, unknown>): { label: string; value: string }[] =>
  Object.entries(detail)
    .filter(([name]) => !['before', 'after', 'changes'].includes(name) && !isPair(name, detail))
    .map(([name, value]) => ({ label: nameWords(name), value: valueWords(value) }));

const isPair = (name: string, detail: Record<string, unknown>): boolean =>
  ['from', 'to'].includes(name) && 'from' in detail && 'to' in detail;

/** `filterChanged` as "Filter changed". */
export const nameWords = (name: string): string => {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
};

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ') || '–';
  return JSON.stringify(value);
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
