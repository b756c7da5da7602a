import type { SearchParams, TableQuery } from '@/lib/table-query';

/** Names of the filters in an address that its reading left out, because nothing has that name or the value makes no sense. */
export function lostFilters(
  params: SearchParams,
  query: Pick<TableQuery<string, string>, 'filters'>,
): string[] {
  const names = params instanceof URLSearchParams ? [...params.keys()] : Object.keys(params);
  const read = new Set(query.filters.map(({ field }) => field));
  return [...new Set(names.filter((name) => name.startsWith('f.')).map((name) => name.slice(2)))].filter(
    (name) => !read.has(name),
  );
}
