import {
  formatSort,
  type FilterType,
  type TableFilter,
  type TableQuery,
  type TableSort,
} from '@/lib/table-query';
import { Prisma } from '../generated/client';
import type { KeysetSort } from '../keyset-page';
import { likePattern } from '../like-pattern';
import { comparison, type DayZone } from './comparison';
import { sqlOf, type DayOf, type FoundColumn, type GridColumn, type SqlOf } from './grid-column';

const { sql } = Prisma;

type Columns<Scope> = Readonly<Record<string, GridColumn<Scope>>>;
type SortOf<Declared> = {
  [Name in keyof Declared & string]: Declared[Name] extends { sort: true } ? Name : never;
}[keyof Declared & string];
type FilterOf<Declared> = {
  [Name in keyof Declared & string]: Declared[Name] extends { filter: FilterType } ? Name : never;
}[keyof Declared & string];

type Declaration<Scope, Declared> = {
  /** What stands behind FROM; the columns speak in its aliases. */
  from: SqlOf<Scope>;
  /** What there is to see before anything is asked. */
  where?: SqlOf<Scope>;
  /** Tells rows with the same value apart: in the direction of the sort, or always in one. */
  id: Prisma.Sql;
  ties?: 'asc' | 'desc';
  /** What stands before all others, whatever the sort. */
  first?: Prisma.Sql;
  /** Their functions name the type of what they take, or else the columns can't be told from it. */
  columns: Declared;
  search?: readonly Prisma.Sql[] | ((q: string, scope: Scope) => Prisma.Sql);
  /** Columns that are only known when it is asked: fields that people made. */
  more?: (name: string, scope: Scope) => FoundColumn<Scope> | undefined;
  defaultSort: TableSort<NoInfer<SortOf<Declared>>>;
  defaultSize?: number;
  /** Where several tables stand on one page. */
  prefix?: string;
};

/** How the grid stands in an address; `parseTableQuery` reads it. */
export type GridTable<Sort extends string, Filter extends string> = {
  sortable: readonly Sort[];
  filterable: Readonly<Record<Filter, FilterType>>;
  defaultSort: TableSort<Sort>;
  defaultSize?: number;
  prefix?: string;
};

type Narrowing = Pick<TableQuery<string, string>, 'q' | 'filters'>;
type Sorting<Sort extends string> = Pick<TableQuery<Sort>, 'sort'>;
type Paging = Pick<TableQuery, 'page' | 'size'>;

/** What a grid is asked, in SQL; `page` is empty for all of it. */
export type GridQuestion = {
  from: Prisma.Sql;
  where: Prisma.Sql;
  /** What is sorted by, and what tells rows with the same value apart. */
  key: Prisma.Sql;
  id: Prisma.Sql;
  order: Prisma.Sql;
  page: Prisma.Sql;
};

export type Grid<Scope, Sort extends string = string, Filter extends string = string> = {
  table: GridTable<Sort, Filter>;
  where: (query: Narrowing, scope: Scope) => Prisma.Sql;
  order: (query: Sorting<Sort>, scope: Scope) => Prisma.Sql;
  /** What its pages are walked by, where they are. */
  keyset: (query: Sorting<Sort>, scope: Scope) => KeysetSort;
  ask: (query: Narrowing & Sorting<Sort> & Partial<Paging>, scope: Scope) => GridQuestion;
};

export type GridQuery<Of> = Of extends { table: GridTable<infer Sort, infer Filter> }
  ? TableQuery<Sort, Filter>
  : never;

/**
 * A grid is declared once: its columns, what they are sorted by and asked for, whose day a day is, what a search looks into. Everything
 * else follows: how it stands in an address, its conditions, its order, its pages, its file. Names that aren't declared reach no SQL.
 */
export const defineGrid =
  <Scope extends object = object>() =>
  <const Declared extends Columns<Scope>>(
    grid: Declaration<Scope, Declared>,
  ): Grid<Scope, SortOf<Declared>, FilterOf<Declared>> => {
    type Sort = SortOf<Declared>;
    const declared = new Map<string, GridColumn<Scope>>(Object.entries(grid.columns));

    const sortedBy = ({ sort }: Sorting<Sort>, scope: Scope) => {
      const column = declared.get(sort.field);
      if (column?.sort !== true) throw new Error(`the grid has no sort ${sort.field}`);
      return { ...column, key: sqlOf(column.sql, scope), id: column.id ?? grid.id };
    };

    const order: Grid<Scope, Sort>['order'] = (query, scope) => {
      const { key, id, nullable } = sortedBy(query, scope);
      const way = query.sort.direction;
      const last = nullable ? sql` NULLS LAST` : Prisma.empty;
      const first = grid.first ? sql`${grid.first} DESC, ` : Prisma.empty;
      return sql`${first}${key} ${ways[way]}${last}, ${id} ${ways[grid.ties ?? way]}`;
    };

    const condition = (asked: TableFilter, scope: Scope): Prisma.Sql => {
      const column = declared.get(asked.field) ?? grid.more?.(asked.field, scope);
      return column === undefined ? nobody : filterSql(column, asked, scope);
    };

    const where: Grid<Scope, Sort>['where'] = ({ q, filters }, scope) =>
      Prisma.join(
        [
          ...(grid.where === undefined ? [] : [sqlOf(grid.where, scope)]),
          ...searchSql(grid.search, q, scope),
          ...filters.map((asked) => condition(asked, scope)),
          ...(grid.where === undefined && filters.length === 0 ? [sql`TRUE`] : []),
        ],
        ' AND ',
      );

    return {
      table: tableOf(grid, declared),
      where,
      order,
      keyset: (query, scope) => {
        const { key, id, walk, nullable } = sortedBy(query, scope);
        if (walk === undefined) throw new Error(`${formatSort(query.sort)} has no cursors`);
        return { key, id, type: walk, nullable: nullable === true, direction: query.sort.direction };
      },
      ask: (query, scope) => {
        const { key, id } = sortedBy(query, scope);
        return {
          from: sqlOf(grid.from, scope),
          where: where(query, scope),
          key,
          id,
          order: order(query, scope),
          page: pageSql(query),
        };
      },
    };
  };

const ways = { asc: sql`ASC`, desc: sql`DESC` };
/** A filter that nothing answers to would mean more rows than anyone meant if it were left out. */
const nobody = sql`FALSE`;

const pageSql = ({ page, size }: Partial<Paging>): Prisma.Sql =>
  page === undefined || size === undefined
    ? Prisma.empty
    : sql`LIMIT ${size}::int OFFSET ${(page - 1) * size}::bigint`;

function searchSql<Scope>(
  search: Declaration<Scope, unknown>['search'],
  q: string,
  scope: Scope,
): Prisma.Sql[] {
  if (search === undefined || q === '') return [];
  if (typeof search === 'function') return [search(q, scope)];
  const pattern = likePattern(q);
  return [
    sql`(${Prisma.join(
      search.map((column) => sql`${column} ILIKE ${pattern}::text`),
      ' OR ',
    )})`,
  ];
}

function filterSql<Scope>(
  column: GridColumn<Scope> | FoundColumn<Scope>,
  asked: TableFilter,
  scope: Scope,
): Prisma.Sql {
  if (column.filter === undefined || column.filter !== asked.type) return nobody;
  if ('where' in column)
    return (column.where as (one: TableFilter, within: Scope) => Prisma.Sql)(asked, scope);
  const compared = sqlOf(column.asks ?? column.sql, scope);
  return comparison(compared, asked, column.filter === 'date' ? zoneOf(column.day, scope) : null);
}

function zoneOf<Scope>(day: DayOf<Scope>, scope: Scope): DayZone {
  if (day === 'kept') return null;
  return day === 'account' ? (scope as { zone: string }).zone : day.rowZone;
}

function tableOf<Scope, Declared>(
  { defaultSort, defaultSize, prefix }: Declaration<Scope, Declared>,
  declared: Map<string, GridColumn<Scope>>,
): GridTable<SortOf<Declared>, FilterOf<Declared>> {
  const sortable = [...declared].filter(([, { sort }]) => sort === true).map(([name]) => name);
  const filterable = [...declared].flatMap(([name, { filter }]) => (filter ? [[name, filter]] : []));
  return {
    sortable: sortable as SortOf<Declared>[],
    filterable: Object.fromEntries(filterable) as Record<FilterOf<Declared>, FilterType>,
    defaultSort,
    ...(defaultSize === undefined ? {} : { defaultSize }),
    ...(prefix === undefined ? {} : { prefix }),
  };
}
