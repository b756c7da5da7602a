'use client';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Select } from '@/components/ui/select';
import type { CsvColumnPreview, CsvMapping, CsvTargetField } from '@/lib/csv-imports/schemas';
import { columnTypeWords } from '../words';

type CsvColumnsProps = {
  columns: CsvColumnPreview[];
  fields: CsvTargetField[];
  mapping: CsvMapping;
  onChange: (mapping: CsvMapping) => void;
};

/** Each column of the file with what stands in it, and the field it goes into. */
export function CsvColumns({ columns, fields, mapping, onChange }: CsvColumnsProps) {
  const used = new Map(Object.entries(mapping).map(([index, field]) => [field, index]));
  const groups = [...new Set(fields.map((field) => field.group))];
  const options = (index: string) =>
    groups.map((group) => ({
      label: group,
      options: fields
        .filter((field) => field.group === group)
        .map((field) => ({
          value: field.name,
          label: field.label,
          disabled: used.has(field.name) && used.get(field.name) !== index,
        })),
    }));
  const choose = (index: string, field: string): void => {
    const { [index]: _, ...rest } = mapping;
    onChange(field === '' ? rest : { ...rest, [index]: field });
  };
  const count = Object.keys(mapping).length;
  return (
    <Card>
      <CardHeader title="Columns" right={`${count} of ${columns.length} are imported`} />
      <ul aria-label="Columns" className="mt-2.5 divide-y divide-line border-t">
        {columns.map((column) => (
          <li
            key={column.index}
            className="grid items-center gap-x-4 gap-y-1.5 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_210px]"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="min-w-0 truncate font-medium">{column.header}</span>
                <Chip plain>
                  {columnTypeWords[column.type]}
                  {column.type !== 'empty' && column.filled < 100 ? `, ${column.filled} % filled` : ''}
                </Chip>
                {column.remembered && <span className="text-sm text-ink-3">as last time</span>}
              </p>
              <p className="mt-0.5 truncate text-sm text-ink-3">
                {column.samples.join(' · ') || 'empty in the first rows'}
              </p>
            </div>
            <Select
              aria-label={`Field for ${column.header}`}
              value={mapping[String(column.index)] ?? ''}
              placeholder="Do not import"
              options={options(String(column.index))}
              onChange={(event) => choose(String(column.index), event.target.value)}
            />
          </li>
        ))}
      </ul>
      <CardFooter>
        A field takes one column. What you choose is remembered for columns of the same name. Tags stand
        between commas, semicolons or bars.
      </CardFooter>
    </Card>
  );
}
