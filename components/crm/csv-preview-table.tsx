'use client';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { type CsvMapping, type CsvPreview, findRecordField } from '@/lib/crm/schemas';
import { countryName, languageName } from './words';

/** The first rows as they would become; a row that would be refused says why. */
export function CsvPreviewTable({ preview, mapping }: { preview: CsvPreview; mapping: CsvMapping }) {
  const fields = Object.entries(mapping).sort(([a], [b]) => Number(a) - Number(b)).map(([, name]) => name);
  if (fields.length === 0 || preview.rows.length === 0) return null;
  const refused = preview.rows.filter((row) => row.problem !== null).length;
  return (
    <Card>
      <CardHeader title="The first rows as they would become" right={refused > 0 ? `${refused} of them would be refused` : undefined} />
      <div className="mt-2.5 overflow-x-auto border-t" tabIndex={0} role="group" aria-label="Preview, scrolls sideways">
        <table aria-label="Preview" className="w-full border-collapse text-left whitespace-nowrap">
          <thead className="bg-sunken text-sm text-ink-3">
            <tr>
              <th scope="col" className="px-4 py-2 text-right font-medium">Row</th>
              {fields.map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-medium">{findRecordField(name)?.label ?? name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={row.rowNumber} className="border-t">
                <td className="figures px-4 py-2 text-right align-top text-ink-3">{row.rowNumber}</td>
                {row.problem === null ? (
                  fields.map((name) => (
                    <td key={name} className="max-w-[270px] truncate px-3 py-2 align-top">{cell(row.values, name)}</td>
                  ))
                ) : (
                  <td colSpan={fields.length} className="px-3 py-2 whitespace-normal text-bad">Refused: {row.problem}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CardFooter>Phones show the number they were read as, where the country is known.</CardFooter>
    </Card>
  );
}

function cell(values: Record<string, string | null>, name: string) {
  const value = values[name];
  if (!value) return <span className="text-ink-3">–</span>;
  if (name === 'country') return countryName(value);
  if (name === 'language') return languageName(value);
  const number = name === 'phone' || name === 'mobile' ? values[`${name}E164`] : null;
  if (!number || number === value) return value;
  return (
    <>
      {value} <span className="font-mono text-sm text-ink-3">{number}</span>
    </>
  );
}
