/** What a view keeps of a grid's address: all but the page, its cursor and the view itself. */
export function keptQuery(params: Iterable<[string, string]>): string {
  return new URLSearchParams(
    [...params].filter(([key]) => !['page', 'cursor', 'view'].includes(key)),
  ).toString();
}

/** Asks for the same, in whatever order. */
export function sameQuery(one: string, other: string): boolean {
  const sorted = (query: string): string =>
    [...new URLSearchParams(query)]
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join('&');
  return sorted(one) === sorted(other);
}
