export { DataTable } from './data-table';
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
