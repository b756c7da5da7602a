import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { listMappings } from '@/lib/data-fields';
import { MappingsTable } from '../_components/mappings-table';

export const metadata: Metadata = { title: 'Data Field Mappings' };

export default async function DataFieldMappingsPage() {
  const rows = await listMappings(await requireContext('fields.read'));
  return (
    <>
      <PageHeader
        title="Data Field Mappings"
        trail={[{ label: 'Dotdigital' }, { label: 'Data Field Mappings' }]}
        lede={
          rows.length === 0
            ? 'A mapping says which CRM fields fill which data fields; first name, last name and both are mapped on their own after the first import of an account.'
            : 'Which CRM fields fill which data fields. First name, last name and both were mapped on their own; changing a mapping sends only people whose values differ.'
        }
      />
      <MappingsTable rows={rows} />
    </>
  );
}
