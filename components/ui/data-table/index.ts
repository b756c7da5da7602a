export { DataTable } from './data-table';
export type { BulkAction, ColumnFilter, DataColumn, DataTableProps, ExtraFilter, PageInfo, RowAction } from './types';
