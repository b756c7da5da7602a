import type { ReactNode } from 'react';

import type { DefinitionName } from '@/lib/definitions';
import type { FilterType } from '@/lib/table-query';

import type { Option } from '../select';

export type ColumnFilter =
  | { type: Exclude<FilterType, 'choice' | 'date'> }
  /** `zone`: where its days begin; the person's own where it isn't given. */
  | { type: 'date'; zone?: string }
  | { type: 'choice'; options: Option[]; load?: (search: string) => Promise<Option[]> };

export type DataColumn<Row> = {
  /** Its name in the address: sort=<id>.asc, f.<id>=op:value. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Grey, under the cell; makes the rows 50 high. */
  secondary?: (row: Row) => ReactNode;
  /** What its numbers count: the tooltip of its header. */
  definition?: DefinitionName;
  /** number: right, tabular. date: grey. state: a chip, at the right of a card on narrow screens. */
  kind?: 'text' | 'number' | 'date' | 'state';
  sortable?: boolean;
  filter?: ColumnFilter;
  /** Starts hidden; the person can bring it in by Columns. */
  hidden?: boolean;
  /** In Columns it stands under this. */
  group?: string;
  /** What it means, under its name in Columns. */
  note?: string;
  /** In the foot of the table. */
  total?: ReactNode;
  /** Widest it may get, in pixels; the text beyond is cut. */
  maxWidth?: number;
  /** Goes where there is hardly room for all columns: 1 and 2 below 1,200 pixels, 3 below 900; never once the person chose by Columns. */
  gives?: 1 | 2 | 3;
  /** Its place in a narrow card, where it isn't the one that its kind gives it: the right end of the first line, or nowhere, until the person chose by Columns. */
  card?: 'end' | 'none';
};

/** A filter that has no column of its own. */
export type ExtraFilter = { id: string; header: string; group?: string; filter: ColumnFilter };

export type RowAction = {
  label: string;
  href?: string;
  onSelect?: () => void;
  tone?: 'danger';
  /** Why it can't be done now; shown under the label. */
  disabled?: string;
  /** One key, while the row has the focus: "e". */
  hotkey?: string;
  /** A line above it. */
  separate?: boolean;
};

export type BulkAction = {
  /** "Remove these 12"; `whom` is "these 12", "all 1,204" or "all, over 10,000". */
  label: (count: number, whom: string) => string;
  /** One key, while rows are chosen: "t". */
  hotkey?: string;
  onSelect: (ids: string[], clear: () => void, chosen: Chosen) => void;
  tone?: 'danger';
};

/** What an action is for: rows by id, or everything that the grid's search and filters show, whichever page it is on. */
export type Chosen = { kind: 'ids'; ids: string[] } | { kind: 'matching'; query: string };

export type PageInfo = {
  /** Counts from 0. */
  pageIndex: number;
  pageSize: number;
  total?: number;
  totalIsEstimate?: boolean;
  /** "of over 10,000": counting ended there. */
  totalIsAtLeast?: boolean;
  /** Keyset paging: given, even as null, the table asks by cursor instead of by page. */
  nextCursor?: string | null;
  prevCursor?: string | null;
};

export type DataTableProps<Row> = {
  /** The table's name: "Members". */
  label: string;
  columns: DataColumn<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  page: PageInfo;
  /** The first column links there. */
  rowHref?: (row: Row) => string;
  /** Names the row in its menu and its checkbox; the first column's text if that is a string. */
  rowLabel?: (row: Row) => string;
  rowActions?: (row: Row) => RowAction[];
  bulkActions?: BulkAction[];
  /** Offers to choose all rows of all pages once a row is chosen: how many, and how it is said ("all 1,204"). */
  chooseAll?: { count: number; label: string };
  extraFilters?: ExtraFilter[];
  /** Several tables on one page: each its own prefix, the same as in parseTableQuery. */
  prefix?: string;
  /** The server reads only the columns that are shown. */
  columnsAsked?: boolean;
  /** The sort that holds while the address names none. */
  defaultSort?: string;
  /** "Search 84,212 people"; null for a table without a search. */
  searchPlaceholder?: string | null;
  /** In the bar before the search: a heading. */
  title?: ReactNode;
  /** In the bar at the right: "Make a list of these 1,204". */
  tools?: ReactNode;
  /** A route that streams the rows; the search, sort and filters of the moment are added. */
  csvHref?: string;
  /** What stands there when there is nothing at all. */
  empty?: ReactNode;
  /** An ErrorState, where the rows could not be had. */
  error?: ReactNode;
  dense?: boolean;
  /** Without its own card, inside another one. */
  bare?: boolean;
  /** In the foot instead of "Rows 1 to 50 of 84,212". */
  foot?: ReactNode;
};
