export { DataTable } from './data-table';
export { MenuActions } from './menu-actions';
export { useRows } from './use-rows';
export type {
  BulkAction,
  Chosen,
  ColumnFilter,
  DataColumn,
  DataTableProps,
  ExtraFilter,
  PageInfo,
  RowAction,
} from './types';
