import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listIntegrationOptions } from '@/lib/integrations';
import { permit } from '@/lib/permissions';
import { FieldForm } from '../_components/field-form';

export const metadata: Metadata = { title: 'Create Data Field' };

export default async function NewDataFieldPage() {
  const ctx = await requireContext('fields.write');
  permit(ctx, 'fields.write');
  const integrations = await listIntegrationOptions(ctx);
  return (
    <>
      <PageHeader
        title="Create Data Field"
        trail={[{ label: 'Data Fields', href: '/dotdigital/data-fields' }, { label: 'Create' }]}
        lede="The field is made at Dotdigital at once. Only its notes can be changed later."
      />
      {integrations.length === 0 ? (
        <Card>
          <EmptyState
            title="No integration yet"
            action={
              <LinkButton variant="primary" href="/integrations/new">
                Create Integration
              </LinkButton>
            }
          >
            A data field belongs to a Dotdigital account. Create the integration with the account first.
          </EmptyState>
        </Card>
      ) : (
        <FieldForm integrations={integrations} />
      )}
    </>
  );
}
