import { Chip } from '@/components/ui/chip';
import type { DataColumn } from '@/components/ui/data-table';
import { Num } from '@/components/ui/numbers';
import type { Option } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { gridFilterType, type RecordField, type RecordRow } from '@/lib/crm/schemas';
import { formatDay } from '@/lib/format';
import { SumValue } from './sum-value';
import { consentWords, countryName, languageName } from './words';

/** A field of the catalogue that the grid can show beside what every row holds. */
export type GridField = Pick<
  RecordField,
  'name' | 'label' | 'type' | 'group' | 'definition' | 'choices' | 'currencyField' | 'leftOutField'
>;

/** What the filters by owner and tag offer, how the chosen tags are called, and where the days of dates begin. */
export type GridOptions = {
  owners: { id: string; name: string }[];
  tags: { id: string; name: string }[];
  loadTags: (search: string) => Promise<Option[]>;
  zone: string;
};

const option = ({ id, name }: { id: string; name: string }): Option => ({ value: id, label: name });

export function recordColumns(
  { owners, tags, loadTags, zone }: GridOptions,
  fields: readonly GridField[],
  shown: readonly string[],
): DataColumn<RecordRow>[] {
  const own: DataColumn<RecordRow>[] = [
    {
      id: 'name',
      header: 'Name',
      cell: (row) => row.name,
      secondary: (row) => (row.email === row.name ? 'no name' : (row.email ?? 'no e-mail address')),
      sortable: true,
      maxWidth: 300,
    },
    {
      id: 'company',
      header: 'Company',
      cell: (row) => row.company,
      sortable: true,
      filter: { type: 'text' },
      maxWidth: 200,
    },
    {
      id: 'city',
      header: 'City',
      cell: (row) => row.city,
      filter: { type: 'text' },
      maxWidth: 140,
      card: 'none',
      gives: 3,
    },
    {
      id: 'country',
      header: 'Country',
      cell: (row) => countryName(row.country),
      filter: { type: 'text' },
      maxWidth: 160,
      card: 'none',
    },
    { id: 'phone', header: 'Phone', cell: (row) => row.phone, maxWidth: 160, gives: 2 },
    {
      id: 'consent',
      header: 'Consent',
      kind: 'state',
      cell: (row) => <Chip tone={consentWords[row.consent].tone}>{consentWords[row.consent].label}</Chip>,
      filter: {
        type: 'choice',
        options: [
          { value: 'given', label: 'Given' },
          { value: 'withdrawn', label: 'Opted out' },
          { value: 'unknown', label: 'Not recorded' },
        ],
      },
    },
    {
      id: 'tag',
      header: 'Tags',
      cell: tagsOf,
      filter: { type: 'choice', options: tags.map(option), load: loadTags },
      maxWidth: 190,
      card: 'none',
      gives: 1,
    },
    {
      id: 'source',
      header: 'Source',
      cell: (row) => row.source,
      filter: { type: 'text' },
      maxWidth: 140,
      card: 'none',
      gives: 2,
    },
    {
      id: 'owner',
      header: 'Owner',
      cell: (row) => row.owner,
      filter: { type: 'choice', options: [...owners.map(option), { value: 'none', label: 'Nobody' }] },
      maxWidth: 160,
      card: 'none',
    },
  ];
  const created: DataColumn<RecordRow> = {
    id: 'createdAt',
    header: 'Created',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} />,
    sortable: true,
    filter: { type: 'date', zone },
    card: 'none',
    gives: 2,
  };
  const columns = [
    ...own.map((column) => ({ ...column, group: 'Record' })),
    ...fields.map((field) => fieldColumn(field, zone)),
    { ...created, group: 'Record' },
  ];
  return columns.map((column) => ({ ...column, hidden: !shown.includes(column.id) }));
}

function fieldColumn(field: GridField, zone: string): DataColumn<RecordRow> {
  const number = field.type === 'number';
  const type = gridFilterType(field);
  return {
    id: field.name,
    header: field.label,
    cell: (row) => valueOf(field, row),
    kind: number ? 'number' : field.type === 'date' || field.type === 'datetime' ? 'date' : 'text',
    group: field.group,
    note: field.definition,
    filter:
      type === 'choice'
        ? { type, options: (field.choices ?? []).map(({ value, label }) => ({ value, label })) }
        : type === 'date' && field.type === 'datetime'
          ? { type, zone }
          : type && { type },
    maxWidth: 200,
    gives: number ? undefined : 3,
  };
}

function valueOf(field: GridField, { more }: RecordRow) {
  const text = more[field.name] ?? null;
  if (text === null) return null;
  if (field.type === 'datetime') return <Time at={text} />;
  if (field.type === 'date') return formatDay(text);
  if (field.type === 'boolean') return text === 'true' ? 'yes' : 'no';
  if (field.type === 'choice') return field.choices?.find((choice) => choice.value === text)?.label ?? text;
  if (field.name === 'language') return languageName(text);
  if (field.type !== 'number') return text;
  const currency = field.currencyField && more[field.currencyField];
  return currency ? (
    <SumValue
      amount={Number(text)}
      currency={currency}
      leftOut={(field.leftOutField && more[field.leftOutField]) || null}
    />
  ) : (
    <Num value={Number(text)} />
  );
}

function tagsOf({ tags }: RecordRow) {
  if (tags.length === 0) return null;
  const [first, ...rest] = tags;
  return (
    <span className="flex min-w-0 items-center gap-1" data-tip={tags.join(', ')}>
      <Chip plain>{first}</Chip>
      {rest.length === 1 && <Chip plain>{rest[0]}</Chip>}
      {rest.length > 1 && <span className="text-sm text-ink-3">and {rest.length} more</span>}
    </span>
  );
}
