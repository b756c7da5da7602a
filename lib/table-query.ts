import { z } from 'zod';

/** The one spelling of a table's state in an address; pages, verbs, CSV routes and the table itself share it. */
export type FilterType = 'text' | 'number' | 'choice' | 'date' | 'boolean';

export type TableFilter<Field extends string = string> =
  | { field: Field; type: 'text'; op: 'contains' | 'is'; value: string }
  | { field: Field; type: 'number'; op: 'eq' | 'gte' | 'lte'; value: number }
  | { field: Field; type: 'number'; op: 'between'; value: [number, number] }
  | { field: Field; type: 'choice'; op: 'any'; value: string[] }
  | { field: Field; type: 'date'; op: 'between'; value: { from?: string; to?: string } }
  | { field: Field; type: 'boolean'; op: 'is'; value: boolean };

export type TableSort<Field extends string = string> = { field: Field; direction: 'asc' | 'desc' };

export type TableQuery<SortField extends string = string, FilterField extends string = string> = {
  q: string;
  sort: TableSort<SortField>;
  filters: TableFilter<FilterField>[];
  /** Counts from 1. */
  page: number;
  size: number;
  cursor: string | null;
};

export type SearchParams = Record<string, string | string[] | undefined> | URLSearchParams;

/** How many rows there are: counted, estimated ("about 1,000,000"), or more than anyone waits for ("over 10,000"). */
export type Counted = { value: number; kind: 'exact' | 'about' | 'over' };

/** A page reached by a cursor instead of by its number. */
export type CursorPage = { nextCursor: string | null; prevCursor: string | null };

type TableQueryOptions<SortField extends string, FilterField extends string> = {
  sortable: readonly SortField[];
  filterable?: Partial<Record<FilterField, FilterType>>;
  defaultSort: TableSort<NoInfer<SortField>>;
  defaultSize?: number;
  maxSize?: number;
  /** Several tables on one page: each has its own prefix. */
  prefix?: string;
};

const readParam = (params: SearchParams, key: string): string | undefined => {
  const value = params instanceof URLSearchParams ? (params.get(key) ?? undefined) : params[key];
  return Array.isArray(value) ? value[0] : value;
};

const day = z.iso.date();
const noNul = (text: string): string => text.replaceAll('\u0000', '');

export function parseTableQuery<SortField extends string, FilterField extends string = never>(
  params: SearchParams,
  options: TableQueryOptions<SortField, FilterField>,
): TableQuery<SortField, FilterField> {
  const prefix = options.prefix ? `${options.prefix}.` : '';
  const read = (key: string): string | undefined => readParam(params, prefix + key);
  const wholeNumber = (fallback: number, most: number) =>
    z.coerce.number().int().min(1).max(most).catch(fallback);

  const filters: TableFilter<FilterField>[] = [];
  for (const [field, type] of Object.entries(options.filterable ?? {}) as [FilterField, FilterType][]) {
    const raw = read(`f.${field}`);
    const filter = raw === undefined ? null : parseFilter(field, type, raw);
    if (filter) filters.push(filter);
  }

  return {
    q: noNul(read('q') ?? '')
      .trim()
      .slice(0, 200),
    sort: parseSort(read('sort'), options.sortable) ?? options.defaultSort,
    filters,
    page: wholeNumber(1, 1_000_000).parse(read('page') ?? 1),
    size: wholeNumber(options.defaultSize ?? 50, options.maxSize ?? 200).parse(
      read('size') ?? options.defaultSize ?? 50,
    ),
    cursor: read('cursor')?.slice(0, 2_000) || null,
  };
}

/** `email.desc`, only for fields that can be sorted. */
export function parseSort<Field extends string>(
  raw: string | null | undefined,
  sortable: readonly Field[],
): TableSort<Field> | null {
  if (!raw) return null;
  const dot = raw.lastIndexOf('.');
  const name = dot === -1 ? raw : raw.slice(0, dot);
  const direction = dot === -1 ? 'asc' : raw.slice(dot + 1);
  const field = sortable.find((one) => one === name);
  if (!field || (direction !== 'asc' && direction !== 'desc')) return null;
  return { field, direction };
}

export const formatSort = (sort: TableSort): string => `${sort.field}.${sort.direction}`;

/** `gte:1`, `any:active,held`, `between:2026-01-01,`; null for what makes no sense. */
export function parseFilter<Field extends string>(
  field: Field,
  type: FilterType,
  raw: string,
): TableFilter<Field> | null {
  const colon = raw.indexOf(':');
  if (colon === -1) return null;
  const op = raw.slice(0, colon);
  const rest = noNul(raw.slice(colon + 1)).slice(0, 4_000);
  switch (type) {
    case 'text':
      return (op === 'contains' || op === 'is') && rest.trim()
        ? { field, type, op, value: rest.trim() }
        : null;
    case 'number':
      return parseNumberFilter(field, op, rest);
    case 'choice': {
      const value = rest.split(',').map(unescapeChoice).filter(Boolean);
      return op === 'any' && value.length > 0 ? { field, type, op, value } : null;
    }
    case 'date': {
      const [from, to] = rest.split(',').map((one) => day.safeParse(one).data);
      return op === 'between' && (from || to) ? { field, type, op, value: { from, to } } : null;
    }
    case 'boolean':
      return op === 'is' && (rest === 'yes' || rest === 'no')
        ? { field, type, op, value: rest === 'yes' }
        : null;
  }
}

export function formatFilter(filter: TableFilter): string {
  switch (filter.type) {
    case 'choice':
      return `${filter.op}:${filter.value.map(escapeChoice).join(',')}`;
    case 'date':
      return `${filter.op}:${filter.value.from ?? ''},${filter.value.to ?? ''}`;
    case 'boolean':
      return `${filter.op}:${filter.value ? 'yes' : 'no'}`;
    default:
      return `${filter.op}:${String(filter.value)}`;
  }
}

function parseNumberFilter<Field extends string>(
  field: Field,
  op: string,
  rest: string,
): TableFilter<Field> | null {
  const numbers = rest.split(',').map((one) => (one.trim() === '' ? NaN : Number(one)));
  const [first, second] = numbers;
  if (first === undefined || !Number.isFinite(first)) return null;
  if (op === 'between') {
    if (second === undefined || !Number.isFinite(second)) return null;
    return { field, type: 'number', op, value: first <= second ? [first, second] : [second, first] };
  }
  return op === 'eq' || op === 'gte' || op === 'lte' ? { field, type: 'number', op, value: first } : null;
}

const escapeChoice = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll(',', '\\c');
const unescapeChoice = (value: string): string =>
  value.replace(/\\(.)/g, (_, next: string) => (next === 'c' ? ',' : next));

/** Where a page's grid shows just these rows; several of a choice are any of them. No value: it is not asked for. */
export function gridAddress(
  path: string,
  choices: Readonly<Record<string, readonly string[]>>,
  anchor?: string,
  /** What else the page is asked for. */
  kept: Readonly<Record<string, string>> = {},
): string {
  const params = new URLSearchParams(kept);
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
