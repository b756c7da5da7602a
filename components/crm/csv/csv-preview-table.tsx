'use client';

import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { type CrmEntity, entityLabels, isConsentState } from '@/lib/crm/schemas';
import { type CsvMapping, type CsvPreview, type CsvPreviewRow } from '@/lib/csv-imports/schemas';
import { formatNumber } from '@/lib/format';
import { countryName, languageName } from '../words';
import { PageLink } from '@/components/ui/page-link';

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
      <div className="mt-2.5 border-t">
        <DataTable
          bare
          label="Preview"
          columns={[
            { id: 'row', header: 'Row', cell: (row) => formatNumber(row.rowNumber) },
            {
              id: 'outcome',
              header: 'Outcome',
              kind: 'state',
              cell: (row) => <Outcome row={row} entity={entity} />,
            },
            ...(preview.rows.some(hasNote) ? [noteColumn] : []),
            ...fields.map((name) => valueColumn(name, labels.get(name) ?? name)),
          ]}
          rows={preview.rows}
          rowId={(row) => String(row.rowNumber)}
          rowLabel={(row) => `row ${row.rowNumber}`}
          page={{ total: preview.rows.length, pageIndex: 0, pageSize: preview.rows.length }}
          searchPlaceholder={null}
          prefix="preview"
          foot={
            <>
              Phones show the number they were read as, where the country is known.{' '}
              {preview.options.emptyCells === 'keep'
                ? 'An empty cell keeps what is there.'
                : 'An empty cell empties the field.'}
            </>
          }
        />
      </div>
    </Card>
  );
}

const hasNote = ({ problem, left }: CsvPreviewRow): boolean => problem !== null || left.length > 0;

const noteColumn: DataColumn<CsvPreviewRow> = {
  id: 'note',
  header: 'Note',
  maxWidth: 320,
  cell: ({ problem, left }) => {
    if (problem === null && left.length === 0) return null;
    return (
      <ul className="grid gap-1 text-sm whitespace-normal">
        {problem !== null && <li className="text-bad">{problem}</li>}
        {left.map((reason) => (
          <li key={reason} className="text-warn">
            {reason}
          </li>
        ))}
      </ul>
    );
  },
};

const valueColumn = (name: string, header: string): DataColumn<CsvPreviewRow> => ({
  id: `field.${name}`,
  header,
  maxWidth: 270,
  cell: (row) => {
    if (row.problem !== null) return null;
    return name === 'tags' ? row.tags.join(', ') || '–' : cell(row.values, name);
  },
  secondary: ({ before }) =>
    name in before ? (before[name] ? `was ${readable(name, before[name])}` : 'was empty') : null,
});

function Outcome({ row, entity }: { row: CsvPreviewRow; entity: CrmEntity }) {
  const { label, tone } = outcomeWords[row.outcome];
  return (
    <>
      <Chip tone={tone}>{label}</Chip>
      {row.match && (
        <PageLink
          href={`${entityLabels[entity].path}/${row.match.id}`}
          className="mt-1 block text-accent hover:underline max-w-[180px] cut text-sm"
        >
          {row.match.name}
        </PageLink>
      )}
      {row.sameAsRow !== null && (
        <span className="mt-1 block text-sm text-ink-3">same person as row {row.sameAsRow}</span>
      )}
    </>
  );
}

const consentLabels: Record<string, string> = {
  given: 'Given',
  withdrawn: 'Withdrawn',
  unknown: 'Not recorded',
};

function readable(name: string, value: string | null | undefined): string | null {
  if (!value) return null;
  if (name === 'country') return countryName(value);
  if (name === 'language') return languageName(value);
  return isConsentState(name) ? (consentLabels[value] ?? value) : value;
}

function cell(values: Record<string, string | null>, name: string) {
  const value = readable(name, values[name]);
  if (!value) return '–';
  const number = name === 'phone' || name === 'mobile' ? values[`${name}E164`] : null;
  if (!number || number === value) return value;
  return (
    <>
      {value} <span className="font-mono text-sm text-ink-3">{number}</span>
    </>
  );
}
