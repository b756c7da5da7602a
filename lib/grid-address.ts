import { formatFilter, type TableFilter } from './table-query';

/** Where a page's grid shows just these rows; several of a choice are any of them. No value: it is not asked for. */
export function gridAddress(
  path: string,
  choices: Readonly<Record<string, readonly string[]>>,
  anchor?: string,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(choices)) {
    if (value.length === 0) continue;
    const dot = name.lastIndexOf('.');
    const [prefix, field] = [name.slice(0, dot + 1), name.slice(dot + 1)];
    const filter: TableFilter = { field, type: 'choice', op: 'any', value: [...value] };
    params.set(`${prefix}f.${field}`, formatFilter(filter));
  }
  const query = params.toString();
  return `${path}${query === '' ? '' : `?${query}`}${anchor === undefined ? '' : `#${anchor}`}`;
}
