'use client';

import { useId, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Num } from '@/components/ui/numbers';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { csvDelimiters, csvEncodings, CsvFormat, type CsvPreview } from '@/lib/csv-imports/schemas';
import { Labelled } from './labelled';

type CsvFormatCardProps = {
  format: CsvFormat;
  head: CsvPreview['head'];
  onChange: (format: CsvFormat) => void;
};

/** Encoding, delimiter and where the table begins, as they were found. */
export function CsvFormatCard({ format, head, onChange }: CsvFormatCardProps) {
  const id = useId();
  const change = (part: Record<string, unknown>): void => onChange(CsvFormat.parse({ ...format, ...part }));
  return (
    <Card>
      <CardHeader title="How the file is read" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3.5 px-4 pt-3 pb-4">
        <Labelled label="Encoding" htmlFor={`${id}-encoding`}>
          <Select
            id={`${id}-encoding`}
            value={format.encoding}
            options={[...csvEncodings]}
            onChange={(event) => change({ encoding: event.target.value })}
          />
        </Labelled>
        <Labelled label="Delimiter" htmlFor={`${id}-delimiter`}>
          <Select
            id={`${id}-delimiter`}
            value={format.delimiter}
            options={[...csvDelimiters]}
            onChange={(event) => change({ delimiter: event.target.value })}
          />
        </Labelled>
        <div className="flex items-center gap-2.5">
          <Switch
            id={`${id}-header`}
            checked={format.hasHeader}
            onCheckedChange={(hasHeader) => change({ hasHeader })}
          />
          <label htmlFor={`${id}-header`}>A row holds the names of the columns</label>
        </div>
        <FirstRow format={format} head={head} onChange={(firstRow) => change({ firstRow })} />
      </div>
    </Card>
  );
}

type FirstRowProps = {
  format: CsvFormat;
  head: CsvPreview['head'];
  onChange: (firstRow: number) => void;
};

/** Where the table begins; another of the first rows is chosen by pressing it. */
function FirstRow({ format, head, onChange }: FirstRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const what = format.hasHeader ? 'The names stand in row' : 'The first person stands in row';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1">
          {what} <Num value={format.firstRow} />.
        </p>
        <Button size="sm" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          Choose another row
        </Button>
      </div>
      {open && (
        <ol id={id} aria-label="First rows of the file" className="overflow-clip rounded-sm border">
          {head.map(({ rowNumber, cells }) => (
            <li key={rowNumber} className="border-t border-line first:border-t-0">
              <button
                type="button"
                aria-label={`Row ${rowNumber}: ${cells.join(', ')}`}
                aria-current={rowNumber === format.firstRow || undefined}
                className={cn(
                  'flex w-full gap-2.5 px-2.5 py-1.5 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2',
                  rowNumber === format.firstRow && 'bg-accent-soft font-medium text-accent-text',
                )}
                onClick={() => onChange(rowNumber)}
              >
                <span className="figures w-5 shrink-0 text-right">{rowNumber}</span>
                <span className="cut">{cells.filter((cell) => cell !== '').join(' · ')}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
