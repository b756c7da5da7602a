import { Chip } from '@/components/ui/chip';
import type { DataColumn } from '@/components/ui/data-table';
import type { ExtraFilter } from '@/components/ui/data-table/types';
import { Time } from '@/components/ui/time';
import { entityLabels, type CrmEntity } from '@/lib/crm/schemas';
import { dataFieldTypeLabels, dataFieldTypes, type DataFieldView } from '@/lib/data-fields/schemas';
import { NotesField } from './notes-field';
import { PageLink } from '@/components/ui/page-link';

/** How notes are written in place; null: by nobody who looks at this. */
type Noting = {
  noting: string | null;
  begin: (id: string) => void;
  save: (row: DataFieldView, notes: string) => void;
  stop: (id: string) => void;
};

const option = (value: string, label = value) => ({ value, label });

export const notesId = (id: string): string => `notes-${id}`;
export const mappingHref = (row: DataFieldView, entity: CrmEntity): string =>
  `/dotdigital/data-field-mappings/${row.integration.id}/${entity}`;

export const kindFilter: ExtraFilter = {
  id: 'kind',
  header: 'Whose',
  filter: { type: 'choice', options: [option('system', 'Dotdigital’s own'), option('own', 'Made by you')] },
};

export const fieldColumns = (
  integrations: { id: string; name: string }[],
  notes: Noting | null,
): DataColumn<DataFieldView>[] => [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <span className="font-mono text-sm">{row.name}</span>,
    secondary: whatIsWrong,
    maxWidth: 280,
  },
  {
    id: 'type',
    header: 'Type',
    sortable: true,
    cell: (row) => dataFieldTypeLabels[row.type],
    filter: {
      type: 'choice',
      options: dataFieldTypes.map((type) => option(type, dataFieldTypeLabels[type])),
    },
  },
  {
    id: 'visibility',
    header: 'Visibility',
    sortable: true,
    gives: 2,
    cell: (row) => row.visibility,
    filter: { type: 'choice', options: [option('Private'), option('Public')] },
  },
  {
    id: 'default',
    header: 'Default value',
    gives: 1,
    cell: (row) => row.defaultValue ?? '',
    maxWidth: 140,
    card: 'none',
  },
  {
    id: 'notes',
    header: 'Notes',
    note: 'Kept here only; Dotdigital does not know them.',
    maxWidth: 260,
    cell: (row) => {
      if (notes === null) return row.notes;
      if (notes.noting === row.id)
        return (
          <NotesField
            name={row.name}
            notes={row.notes}
            onSave={(text) => notes.save(row, text)}
            onCancel={() => notes.stop(row.id)}
          />
        );
      return (
        <button
          type="button"
          id={notesId(row.id)}
          aria-label={`Notes on ${row.name}`}
          className="cut w-full min-w-16 cursor-text text-left hover:text-ink"
          onClick={() => notes.begin(row.id)}
        >
          {row.notes || <span className="text-ink-3">Add</span>}
        </button>
      );
    },
  },
  {
    id: 'mapped',
    header: 'Used by',
    maxWidth: 320,
    cell: usedBy,
    filter: { type: 'choice', options: [option('yes', 'A mapping fills it'), option('no', 'Nothing')] },
  },
  {
    id: 'integration',
    header: 'Integration',
    sortable: true,
    gives: 3,
    cell: (row) => row.integration.name,
    filter: { type: 'choice', options: integrations.map(({ id, name }) => option(id, name)) },
  },
  {
    id: 'state',
    header: 'At Dotdigital',
    kind: 'state',
    cell: (row) =>
      row.goneAt ? (
        <Chip tone="bad">gone</Chip>
      ) : row.typeChange ? (
        <Chip tone="warn">type changed</Chip>
      ) : (
        <Chip tone="good">present</Chip>
      ),
    filter: {
      type: 'choice',
      options: [option('present', 'Present'), option('retyped', 'Type changed'), option('gone', 'Gone')],
    },
  },
  {
    id: 'createdAt',
    header: 'Created',
    note: 'When Dotbridge first saw it; Dotdigital tells no more.',
    kind: 'date',
    gives: 1,
    sortable: true,
    cell: (row) => <Time at={row.createdAt} as="day" />,
  },
];

function whatIsWrong(row: DataFieldView) {
  if (row.goneAt)
    return (
      <>
        Gone since <Time at={row.goneAt} as="day" />; nothing is sent for it.
      </>
    );
  if (row.typeChange) return `It was ${row.typeChange.from}. Look at its mapping and save it.`;
  return row.isSystem ? 'Dotdigital’s own' : null;
}

function usedBy(row: DataFieldView) {
  if (row.usedBy.length === 0) return null;
  const more = row.listCount - row.lists.length;
  return (
    <>
      {row.usedBy.map((entity) => (
        <PageLink key={entity} className="prose-link mr-2" href={mappingHref(row, entity)}>
          {entityLabels[entity].many}
        </PageLink>
      ))}
      {row.lists.map(({ id, name }, n) => (
        <span key={id ?? n} className="mr-2 text-ink-2">
          {id === null ? (
            name
          ) : (
            <PageLink className="prose-link" href={`/marketing-lists/${id}`}>
              {name}
            </PageLink>
          )}
        </span>
      ))}
      {more > 0 && <span className="text-ink-3">and {more} more</span>}
    </>
  );
}
