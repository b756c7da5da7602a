import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { CrmEntity } from '@/lib/crm/schemas';
import { NewCustomFieldForm } from '../_components/custom-field-form';

export const metadata: Metadata = { title: 'Create Custom Field' };

export default async function NewCustomFieldPage({ searchParams }: PageProps<'/settings/custom-fields/new'>) {
  await requireContext('crm.fields');
  const entity = CrmEntity.catch('contact').parse((await searchParams).entity);
  return (
    <>
      <PageHeader
        title="Create Custom Field"
        trail={[{ label: 'Settings', href: '/settings' }, { label: 'Create Custom Field' }]}
        lede="A field of your own shows in forms, files, filters, list columns, mappings and the REST API."
      />
      <NewCustomFieldForm entity={entity} />
    </>
  );
}
