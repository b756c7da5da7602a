import { Card, CardHeader } from '@/components/ui/card';
import { type Description, DescriptionList } from '@/components/ui/description-list';
import { Bytes } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { csvDelimiters, csvEncodings, type CsvImportView } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';

type CsvFileCardProps = { view: CsvImportView; fieldLabels: Record<string, string> };

/** How a started file was read, and what it was told to do. */
export function CsvFileCard({ view, fieldLabels }: CsvFileCardProps) {
  const fields = Object.entries(view.mapping)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([index, name]) => ({
      index,
      header: view.headers[Number(index)] || `Column ${Number(index) + 1}`,
      field: fieldLabels[name] ?? name,
    }));
  return (
    <Card>
      <CardHeader title="How it was read" />
      <DescriptionList
        items={[
          {
            label: view.kind === 'suppression' ? 'As' : 'Into',
            value: view.kind === 'suppression' ? 'Suppression list' : entityLabels[view.entity].many,
          },
          { label: 'Size', value: <Bytes value={view.byteCount} /> },
          { label: 'Encoding', value: labelOf(csvEncodings, view.format.encoding) },
          { label: 'Delimiter', value: labelOf(csvDelimiters, view.format.delimiter) },
          ...(view.kind === 'people' ? doings(view) : []),
          {
            label: 'Columns',
            value: fields.map(({ index, header, field }) => (
              <span key={index} className="block">
                {header === field ? field : `${header} → ${field}`}
              </span>
            )),
          },
          { label: 'Uploaded by', value: view.createdBy },
          { label: 'Started', value: <Time at={view.startedAt} /> },
        ]}
      />
    </Card>
  );
}

function doings({ options }: CsvImportView): Description[] {
  const { consent, tags, refuseFor } = options;
  return [
    { label: 'Matched by', value: options.matchBy === 'email' ? 'E-mail' : 'External id' },
    {
      label: 'Rows that count',
      value: { both: 'all', create: 'of new people only', update: 'of known people only' }[options.mode],
    },
    ...(tags.length > 0 ? [{ label: 'Tags for all', value: tags.join(', ') }] : []),
    ...(consent
      ? [{ label: 'Consent of all', value: `${consent.state}${consent.text ? `: “${consent.text}”` : ''}` }]
      : []),
    { label: 'Empty cells', value: options.emptyCells === 'keep' ? 'keep what is there' : 'empty the field' },
    {
      label: 'Unreadable values',
      value:
        refuseFor === 'all'
          ? 'refuse the row'
          : refuseFor.length > 0
            ? 'left empty, of some fields the row is refused'
            : 'left empty',
    },
  ];
}

const labelOf = <Value extends string>(
  choices: readonly { value: Value; label: string }[],
  value: Value,
): string => choices.find((choice) => choice.value === value)?.label ?? value;
