import { cn } from '../cn';
import type { DataColumn } from './types';

type TotalsProps<Row> = { columns: DataColumn<Row>[]; before: boolean; after: boolean };

export function Totals<Row>({ columns, before, after }: TotalsProps<Row>) {
  if (!columns.some((column) => column.total !== undefined)) return null;
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {before && <td role="cell" className="dt-check" />}
        {columns.map((column, index) => (
          <td
            key={column.id}
            role="cell"
            data-gives={column.gives}
            className={cn(column.kind === 'number' && 'dt-number')}
          >
            {column.total ?? (index === 0 ? 'Total' : null)}
          </td>
        ))}
        {after && <td role="cell" className="dt-actions" />}
      </tr>
    </tfoot>
  );
}
