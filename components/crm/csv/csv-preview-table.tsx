'use client';

import Link from 'next/link';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { type CrmEntity, entityLabels } from '@/lib/crm/schemas';
import { type CsvMapping, type CsvPreview, type CsvPreviewRow } from '@/lib/csv-imports/schemas';
import { countryName, languageName } from '../words';

const outcomeWords: Record<CsvPreviewRow['outcome'], { label: string; tone: Tone }> = {
  create: { label: 'new', tone: 'good' },
  update: { label: 'updates', tone: 'info' },
  unchanged: { label: 'no change', tone: 'neutral' },
  skip: { label: 'left out', tone: 'warn' },
  refuse: { label: 'refused', tone: 'bad' },
};

/** The first rows as they would become: whom each creates or updates, and why one would be refused. */
export function CsvPreviewTable({
  preview,
  mapping,
  entity,
}: {
  preview: CsvPreview;
  mapping: CsvMapping;
  entity: CrmEntity;
}) {
  const labels = new Map(preview.fields.map((field) => [field.name, field.label]));
  const names = Object.entries(mapping)
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, name]) => (name === 'fullName' ? ['firstName', 'lastName'] : [name]));
  const fields = [
    ...new Set(names),
    ...(preview.options.consent && !names.includes('consentState') ? ['consentState'] : []),
    ...(preview.options.tags.length > 0 && !names.includes('tags') ? ['tags'] : []),
  ];
  if (fields.length === 0 || preview.rows.length === 0) return null;
  const refused = preview.rows.filter((row) => row.outcome === 'refuse').length;
  return (
    <Card>
      <CardHeader
        title="The first rows as they would become"
        right={refused > 0 ? `${refused} of them would be refused` : undefined}
      />
      <div
        className="mt-2.5 overflow-x-auto border-t"
        tabIndex={0}
        role="group"
        aria-label="Preview, scrolls sideways"
      >
        <table aria-label="Preview" className="w-full border-collapse text-left whitespace-nowrap">
          <thead className="bg-sunken text-sm text-ink-3">
            <tr>
              <th scope="col" className="px-4 py-2 text-right font-medium">
                Row
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                Outcome
              </th>
              {fields.map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-medium">
                  {labels.get(name) ?? name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={row.rowNumber} className="border-t">
                <td className="figures px-4 py-2 text-right align-top text-ink-3">{row.rowNumber}</td>
                <td className="px-3 py-2 align-top">
                  <Outcome row={row} entity={entity} />
                  {row.left.map((reason) => (
                    <p key={reason} className="mt-1 max-w-[240px] text-sm whitespace-normal text-warn">
                      {reason}
                    </p>
                  ))}
                </td>
                {row.problem === null ? (
                  fields.map((name) => (
                    <td key={name} className="max-w-[270px] px-3 py-2 align-top">
                      <div className="truncate">
                        {name === 'tags' ? row.tags.join(', ') || <Nothing /> : cell(row.values, name)}
                      </div>
                      {name in row.before && (
                        <div className="truncate text-sm text-ink-3">
                          {row.before[name] ? `was ${readable(name, row.before[name])}` : 'was empty'}
                        </div>
                      )}
                    </td>
                  ))
                ) : (
                  <td colSpan={fields.length} className="px-3 py-2 whitespace-normal text-bad">
                    <span className="sticky left-3 inline-block max-w-[min(640px,calc(100vw-72px))]">
                      {row.problem}
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CardFooter>
        Phones show the number they were read as, where the country is known.{' '}
        {preview.options.emptyCells === 'keep'
          ? 'An empty cell keeps what is there.'
          : 'An empty cell empties the field.'}
      </CardFooter>
    </Card>
  );
}

function Outcome({ row, entity }: { row: CsvPreviewRow; entity: CrmEntity }) {
  const { label, tone } = outcomeWords[row.outcome];
  return (
    <>
      <Chip tone={tone}>{label}</Chip>
      {row.match && (
        <Link
          href={`${entityLabels[entity].path}/${row.match.id}`}
          className="mt-1 block text-accent hover:underline max-w-[180px] truncate text-sm"
        >
          {row.match.name}
        </Link>
      )}
      {row.sameAsRow !== null && (
        <span className="mt-1 block text-sm text-ink-3">same person as row {row.sameAsRow}</span>
      )}
    </>
  );
}

const Nothing = () => <span className="text-ink-3">–</span>;

const consentLabels: Record<string, string> = {
  given: 'Given',
  withdrawn: 'Withdrawn',
  unknown: 'Not recorded',
};

function readable(name: string, value: string | null | undefined): string | null {
  if (!value) return null;
  if (name === 'country') return countryName(value);
  if (name === 'language') return languageName(value);
  return name === 'consentState' ? (consentLabels[value] ?? value) : value;
}

function cell(values: Record<string, string | null>, name: string) {
  const value = readable(name, values[name]);
  if (!value) return <Nothing />;
  const number = name === 'phone' || name === 'mobile' ? values[`${name}E164`] : null;
  if (!number || number === value) return value;
  return (
    <>
      {value} <span className="font-mono text-sm text-ink-3">{number}</span>
    </>
  );
}
