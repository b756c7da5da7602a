'use client';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Select } from '@/components/ui/select';
import { type CsvColumnPreview, type CsvMapping, recordFields } from '@/lib/crm/schemas';

const groups = ['Person', 'Contact', 'Company', 'Address', 'Record'] as const;

type CsvColumnsProps = { columns: CsvColumnPreview[]; mapping: CsvMapping; onChange: (mapping: CsvMapping) => void };

/** Each column of the file with what stands in it, and the field it goes into. */
export function CsvColumns({ columns, mapping, onChange }: CsvColumnsProps) {
  const used = new Map(Object.entries(mapping).map(([index, field]) => [field, index]));
  const options = (index: string) => groups.map((group) => ({
    label: group,
    options: recordFields
      .filter((field) => field.writable && field.group === group)
      .map((field) => ({ value: field.name, label: field.label, disabled: used.has(field.name) && used.get(field.name) !== index })),
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
          <li key={column.index} className="grid items-center gap-x-4 gap-y-1.5 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_210px]">
            <div className="min-w-0">
              <p className="truncate font-medium">{column.header}</p>
              <p className="truncate text-sm text-ink-3">{column.samples.join(' · ') || 'empty in the first rows'}</p>
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
      <CardFooter>A field takes one column. Country, language, phone and date are read into their codes where they can be.</CardFooter>
    </Card>
  );
}
