import { PageLink } from '../ui/page-link';
import { useViewer } from '../ui/viewer';
import { cellWords } from './cell-words';
import type { ChartTableData } from './types';

type ChartTableProps = { label: string; summary: string; table: ChartTableData; zone: string };

/** The same numbers for who would rather read than see. */
export function ChartTable({ label, summary, table: { columns, rows }, zone }: ChartTableProps) {
  const { locale } = useViewer();
  return (
    <div className="chart-table h-full overflow-y-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full border-separate border-spacing-0">
        <caption className="px-4 pb-2 text-left text-sm text-ink-3">{summary}</caption>
        <thead>
          <tr>
            {columns.map(({ label: text }, index) => (
              <th
                key={text}
                scope="col"
                className={`sticky top-0 h-8 border-b bg-sunken px-4 text-sm font-medium text-ink-3 ${index === 0 ? 'text-left' : 'text-right'}`}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, href }, row) => (
            <tr key={row}>
              {columns.map((column, index) => {
                const words = cellWords(column, cells[index] ?? null, { locale, zone });
                return index === 0 ? (
                  <th
                    key={column.label}
                    scope="row"
                    className="h-8 border-b px-4 text-left font-normal break-words text-ink-2"
                  >
                    {href === undefined ? (
                      words
                    ) : (
                      <PageLink href={href} className="prose-link">
                        {words}
                      </PageLink>
                    )}
                  </th>
                ) : (
                  <td key={column.label} className="figures h-8 border-b px-4 text-right">
                    {words}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
