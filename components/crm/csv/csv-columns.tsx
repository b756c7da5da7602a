'use client';

import { useState } from 'react';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { SegmentedControl } from '@/components/ui/segmented-control';
import type { CsvImportOptions } from '@/lib/crm/schemas';
import type { CsvMapping, CsvPreview } from '@/lib/csv-imports/schemas';
import { CsvColumn } from './csv-column';
import type { CsvStep } from './use-csv-preview';

type CsvColumnsProps = {
  preview: CsvPreview;
  mapping: CsvMapping;
  options: CsvImportOptions;
  step: CsvStep;
};

const shows = ['all', 'imported', 'left'] as const;
type Shows = (typeof shows)[number];

/** Each column of the file with what stands in it, and the field it goes into. */
export function CsvColumns({ preview, mapping, options, step }: CsvColumnsProps) {
  const { columns } = preview;
  const [chosen, setChosen] = useState<Shows>('all');
  const count = Object.keys(mapping).length;
  const shown = columns.filter(
    ({ index }) => chosen === 'all' || String(index) in mapping === (chosen === 'imported'),
  );
  return (
    <Card>
      <CardHeader
        title="Columns"
        right={
          columns.length > 12 ? (
            <SegmentedControl
              label="Columns shown"
              value={chosen}
              onChange={setChosen}
              options={[
                { value: 'all', label: `All ${columns.length}` },
                { value: 'imported', label: `Imported ${count}` },
                { value: 'left', label: `Left out ${columns.length - count}` },
              ]}
            />
          ) : (
            `${count} of ${columns.length} are imported`
          )
        }
      />
      <ul aria-label="Columns" className="mt-2.5 divide-y divide-line border-t">
        {shown.map((column) => (
          <CsvColumn
            key={column.index}
            column={column}
            preview={preview}
            mapping={mapping}
            options={options}
            step={step}
          />
        ))}
        {shown.length === 0 && <li className="px-4 py-3 text-ink-2">No column is.</li>}
      </ul>
      <CardFooter>
        What you choose is remembered for columns of the same name. Only consent and tags take several
        columns: of consent the strictest counts.
      </CardFooter>
    </Card>
  );
}
