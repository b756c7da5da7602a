import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { listMappings, mappingGrid } from '@/lib/data-fields';
import { listIntegrationOptions } from '@/lib/integrations';
import { parseTableQuery } from '@/lib/table-query';
import { may } from '@/lib/permissions';
import { MappingsTable } from '../_components/mappings-table';

export const metadata: Metadata = { title: 'Data Field Mappings' };

export default async function DataFieldMappingsPage({
  searchParams,
}: PageProps<'/dotdigital/data-field-mappings'>) {
  const ctx = await requireContext('fields.read');
  const query = parseTableQuery(await searchParams, mappingGrid.table);
  const [{ rows, total }, integrations] = await Promise.all([
    listMappings(ctx, query),
    listIntegrationOptions(ctx),
  ]);
  return (
    <>
      <PageHeader
        title="Data Field Mappings"
        trail={[{ label: 'Dotdigital' }, { label: 'Data Field Mappings' }]}
        lede="Which CRM fields fill which data fields, one mapping per integration and entity. First name, last name and both were mapped on their own; changing a mapping sends only people whose values differ."
      />
      <MappingsTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        integrations={integrations}
        mayConnectAccount={may(ctx.actor, 'integrations.write')}
      />
    </>
  );
}
