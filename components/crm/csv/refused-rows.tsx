import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { buttonStyles } from '@/components/ui/button-styles';
import { Num, Plural } from '@/components/ui/numbers';
import type { CsvImportView } from '@/lib/csv-imports/schemas';

export type RefusedRow = { rowNumber: number; cells: string[]; reason: string };

/** The first refused rows with their reasons; all of them stand in the file. */
export function RefusedRows({ view, rows }: { view: CsvImportView; rows: RefusedRow[] }) {
  return (
    <Card>
      <CardHeader
        title="Refused rows"
        right={
          <a href={`/api/csv-imports/${view.id}/errors`} download className={buttonStyles({ size: 'sm' })}>
            Download refused rows
          </a>
        }
      />
      <ul aria-label="Refused rows" className="mt-2.5 divide-y divide-line border-t">
        {rows.map((row) => (
          <li key={row.rowNumber} className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 px-4 py-2">
            <span className="figures text-ink-3">
              row <Num value={row.rowNumber} />
            </span>
            <div className="min-w-0">
              <p className="break-words">{row.reason}</p>
              <p className="truncate text-sm text-ink-3">
                {row.cells.filter((cell) => cell.trim() !== '').join(' · ') || 'every cell is empty'}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <CardFooter>
        {view.rejectedCount > rows.length ? (
          <>
            The first <Num value={rows.length} /> of <Plural count={view.rejectedCount} one="row" />.{' '}
          </>
        ) : null}
        Correct them in the downloaded file and import it: people who came in already are only brought up to
        date.
      </CardFooter>
    </Card>
  );
}
