import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { listIntegrationOptions } from '@/lib/integrations';
import { permit } from '@/lib/permissions';
import { FieldForm } from '../_components/field-form';

export const metadata: Metadata = { title: 'Create Data Field' };

export default async function NewDataFieldPage() {
  const ctx = await requireContext('fields.write');
  permit(ctx, 'fields.write');
  return (
    <>
      <PageHeader
        title="Create Data Field"
        trail={[{ label: 'Data Fields', href: '/dotdigital/data-fields' }, { label: 'Create' }]}
        lede="The field is made at Dotdigital at once. Only its notes can be changed later."
      />
      <FieldForm integrations={await listIntegrationOptions(ctx)} />
    </>
  );
}
