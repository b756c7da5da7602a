import type { ReactNode } from 'react';

import { buttonStyles } from '@/components/ui/button-styles';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Num, Plural } from '@/components/ui/numbers';

export type FileRow = { rowNumber: number; cells: string[]; reason: string };

type CsvRowsCardProps = {
  title: string;
  rows: FileRow[];
  /** Of all such rows, where that is known. */
  count?: number;
  download: { href: string; label: string };
  children: ReactNode;
};

/** The first rows of which something was kept out, with the reasons; all of them stand in the file. */
export function CsvRowsCard({ title, rows, count = rows.length, download, children }: CsvRowsCardProps) {
  return (
    <Card>
      <CardHeader
        title={title}
        right={
          <a href={download.href} download className={buttonStyles({ size: 'sm' })}>
            {download.label}
          </a>
        }
      />
      <ul aria-label={title} className="mt-2.5 divide-y divide-line border-t">
        {rows.map(({ rowNumber, reason, cells }) => (
          <li key={rowNumber} className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 px-4 py-2">
            <span className="figures text-ink-3">
              row <Num value={rowNumber} />
            </span>
            <div className="min-w-0">
              <p className="break-words">{reason}</p>
              <p className="cut text-sm text-ink-3">
                {cells.filter((cell) => cell.trim() !== '').join(' · ') || 'every cell is empty'}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <CardFooter>
        {count > rows.length ? (
          <>
            The first <Num value={rows.length} /> of <Plural count={count} one="row" />.{' '}
          </>
        ) : null}
        {children}
      </CardFooter>
    </Card>
  );
}
