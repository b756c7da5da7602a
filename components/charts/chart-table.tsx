import type { ReactNode } from 'react';

type ChartTableProps = { label: string; head: string[]; rows: { key: string; cells: ReactNode[] }[] };

/** The same numbers for who would rather read than see. */
export function ChartTable({ label, head, rows }: ChartTableProps) {
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {head.map((text, index) => (
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
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td
                  key={head[index]}
                  className={`h-8 border-b px-4 ${index === 0 ? 'text-ink-2' : 'figures text-right'}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
