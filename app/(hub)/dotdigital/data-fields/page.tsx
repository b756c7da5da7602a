import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { dataFieldGrid, listDataFields } from '@/lib/data-fields';
import { listIntegrationOptions } from '@/lib/integrations';
import { may } from '@/lib/permissions';
import { parseTableQuery } from '@/lib/table-query';
import { listViews } from '@/lib/users';
import {
  deleteViewAction,
  renameViewAction,
  replaceViewAction,
  saveViewAction,
  setDefaultViewAction,
} from '../../_views/actions';
import { FieldsTable } from './_components/fields-table';
import { SynchronizeButton } from './_components/synchronize-button';

const viewActions = {
  save: saveViewAction,
  rename: renameViewAction,
  replace: replaceViewAction,
  makeDefault: setDefaultViewAction,
  remove: deleteViewAction,
};

export const metadata: Metadata = { title: 'Data Fields' };

export default async function DataFieldsPage({ searchParams }: PageProps<'/dotdigital/data-fields'>) {
  const ctx = await requireContext('fields.read');
  const search = await searchParams;
  const views = await listViews(ctx, 'data-fields');
  const first = views.find(({ isDefault }) => isDefault);
  if (first && Object.keys(search).length === 0)
    redirect(`/dotdigital/data-fields?${first.query}${first.query ? '&' : ''}view=${first.id}`);
  const query = parseTableQuery(search, dataFieldGrid.table);
  const [{ rows, total }, integrations] = await Promise.all([
    listDataFields(ctx, query),
    listIntegrationOptions(ctx),
  ]);
  const mayChange = may(ctx.actor, 'fields.write');
  return (
    <>
      <PageHeader
        title="Data Fields"
        trail={[{ label: 'Dotdigital' }, { label: 'Data Fields' }]}
        lede={
          total === 0
            ? 'A data field is a column of Dotdigital’s contacts that a mapping can fill.'
            : `${total} data fields of Dotdigital’s contacts; a mapping says which of them the CRM fills.`
        }
        actions={
          <>
            <SynchronizeButton integrations={integrations} />
            {mayChange && integrations.length > 0 && (
              <LinkButton variant="primary" href="/dotdigital/data-fields/new" hotkey="c">
                Create Data Field
              </LinkButton>
            )}
          </>
        }
      />
      <FieldsTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        integrations={integrations}
        mayChange={mayChange}
        views={views}
        viewActions={viewActions}
      />
    </>
  );
}
