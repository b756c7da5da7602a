import type { Metadata } from 'next';
import { CsvUpload } from '@/components/crm/csv/csv-upload';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { CrmEntity } from '@/lib/crm/schemas';

export const metadata: Metadata = { title: 'Import CSV' };

export default async function NewImportPage({
  searchParams,
}: {
  searchParams: Promise<{ entity?: string | string[]; kind?: string | string[] }>;
}) {
  await requireContext('crm.import');
  const search = await searchParams;
  const entity = CrmEntity.catch('contact').parse(search.entity);
  return (
    <>
      <PageHeader
        title="Import CSV"
        trail={[{ label: 'Imports', href: '/imports' }, { label: 'Import CSV' }]}
        lede="Nothing is stored as a record, and nobody is opted out, until you have seen how the file is read and started it."
      />
      <CsvUpload entity={entity} kind={search.kind === 'suppression' ? 'suppression' : 'people'} />
    </>
  );
}
