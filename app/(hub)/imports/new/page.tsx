import type { Metadata } from 'next';
import { CsvUpload } from '@/components/crm/csv/csv-upload';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { CrmEntity } from '@/lib/crm/schemas';

export const metadata: Metadata = { title: 'Import CSV' };

export default async function NewImportPage({
  searchParams,
}: {
  searchParams: Promise<{ entity?: string | string[] }>;
}) {
  await requireContext('crm.import');
  const entity = CrmEntity.catch('contact').parse((await searchParams).entity);
  return (
    <>
      <PageHeader
        title="Import CSV"
        trail={[{ label: 'Imports', href: '/imports' }, { label: 'Import CSV' }]}
        lede="Nothing is stored as a record until you have seen how the columns are read and pressed Start import."
      />
      <CsvUpload entity={entity} />
    </>
  );
}
