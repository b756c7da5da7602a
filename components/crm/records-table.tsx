'use client';

import { useState } from 'react';

import { LinkButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import { type CrmEntity, entityLabels, type RecordRow } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import type { Counted } from '@/lib/table-query';
import { countedText } from './counted';
import { consentWords, countryName, entityNouns } from './words';

const columns: DataColumn<RecordRow>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name, secondary: (row) => (row.email === row.name ? 'no name' : (row.email ?? 'no e-mail address')), sortable: true, maxWidth: 300 },
  { id: 'company', header: 'Company', cell: (row) => row.company, sortable: true, filter: { type: 'text' }, maxWidth: 220 },
  { id: 'city', header: 'City', cell: (row) => row.city, filter: { type: 'text' }, maxWidth: 160 },
  { id: 'country', header: 'Country', cell: (row) => countryName(row.country), filter: { type: 'text' }, maxWidth: 160, hidden: true },
  { id: 'phone', header: 'Phone', cell: (row) => row.phone, maxWidth: 180, card: 'none' },
  {
    id: 'consent',
    header: 'Consent',
    kind: 'state',
    cell: (row) => <Chip tone={consentWords[row.consent].tone}>{consentWords[row.consent].label}</Chip>,
    filter: { type: 'choice', options: [{ value: 'given', label: 'Given' }, { value: 'withdrawn', label: 'Opted out' }, { value: 'unknown', label: 'Not recorded' }] },
  },
  { id: 'source', header: 'Source', cell: (row) => row.source, filter: { type: 'text' }, hidden: true, card: 'none' },
  { id: 'owner', header: 'Owner', cell: (row) => row.owner, hidden: true, card: 'none' },
  { id: 'createdAt', header: 'Created', kind: 'date', cell: (row) => <Time at={row.createdAt} />, sortable: true, filter: { type: 'date' }, card: 'none' },
];

type RecordsTableProps = {
  entity: CrmEntity;
  rows: RecordRow[];
  page: PageInfo;
  /** Of the entity as a whole, without search and filters. */
  total: Counted;
  deleteAction: (input: { id: string }) => Promise<Result<unknown>>;
};

export function RecordsTable({ entity, rows, page, total, deleteAction }: RecordsTableProps) {
  const [asked, setAsked] = useState<RecordRow | null>(null);
  const { locale } = useViewer();
  const { path, many } = entityLabels[entity];
  const noun = entityNouns[entity];
  return (
    <>
      <DataTable
        label={many}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `${path}/${row.id}`}
        page={page}
        defaultSort="createdAt.desc"
        searchPlaceholder={`Search ${countedText(total, locale)} ${total.value === 1 ? noun.one : noun.many}`}
        csvHref={`/api/records/export?entity=${entity}`}
        extraFilters={[{ id: 'hasEmail', header: 'With e-mail', filter: { type: 'boolean' } }]}
        rowActions={(row) => [
          { label: 'Edit', href: `${path}/${row.id}/edit`, hotkey: 'e' },
          { label: 'Delete', tone: 'danger', separate: true, onSelect: () => setAsked(row) },
        ]}
        empty={
          <EmptyState
            title={`No ${noun.many} yet`}
            action={<LinkButton variant="primary" href={`/imports/new?entity=${entity}`}>Import a CSV file</LinkButton>}
          >
            {many} are the people that marketing lists are made of. Bring them in from a file, or create them one by one.
          </EmptyState>
        }
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Delete ${asked?.name ?? ''}`}
        goes={`This ${noun.one} goes from every grid and list. At the next wave it is taken out of the address books that Dotbridge put it in.`}
        stays="Campaign results and the history of what was sent stay. Nobody is unsubscribed by this."
        confirm={`Delete this ${noun.one}`}
        onConfirm={async () => {
          if (!asked) return;
          const result = await deleteAction({ id: asked.id });
          if (result.ok) toast.good(`${asked.name} deleted`);
          return result;
        }}
      />
    </>
  );
}
