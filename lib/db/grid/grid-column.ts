import type { FilterType, TableFilter } from '@/lib/table-query';
import type { Prisma } from '../generated/client';
import type { KeysetSort } from '../keyset-page';

/** Our own SQL, or made of what the grid is asked within: of which list, by whom. What people typed is only ever a parameter. */
export type SqlOf<Scope> = Prisma.Sql | ((scope: Scope) => Prisma.Sql);

export type Asked<Type extends FilterType> = Extract<TableFilter, { type: Type }>;

/** Whose day a day is: the account's, that of the account which a row belongs to, or a day that is kept as one. */
export type DayOf<Scope> =
  | (Scope extends { zone: string } ? 'account' : never)
  | { rowZone: Prisma.Sql }
  | 'kept';

type Key<Scope> = {
  sql: SqlOf<Scope>;
  sort?: true;
  /** May be NULL: such rows stand last, whichever way. */
  nullable?: true;
  /** In a grid that is walked by cursors: as what the key is written into one. */
  walk?: KeysetSort['type'];
  /** The row's id as the index of this sort spells it. */
  id?: Prisma.Sql;
};

type Compared<Scope> = {
  /** What a filter compares, where that isn't what is sorted by. */
  asks?: SqlOf<Scope>;
} & ({ filter: Exclude<FilterType, 'date'> } | { filter: 'date'; day: DayOf<Scope> });

/** A filter in words of its own. */
type Special<Scope> = {
  [Type in FilterType]: {
    filter: Type;
    where: (asked: Asked<Type>, scope: Scope) => Prisma.Sql;
  };
}[FilterType];

export type GridColumn<Scope> =
  | (Key<Scope> & { filter?: undefined })
  | (Key<Scope> & Compared<Scope>)
  | ((Key<Scope> | { sort?: undefined }) & Special<Scope>);

/** A filter of a column that is only known when it is asked for. */
export type FoundColumn<Scope> = {
  sort?: undefined;
  filter: FilterType;
  where: (asked: TableFilter, scope: Scope) => Prisma.Sql;
};

export const sqlOf = <Scope>(sql: SqlOf<Scope>, scope: Scope): Prisma.Sql =>
  typeof sql === 'function' ? sql(scope) : sql;
