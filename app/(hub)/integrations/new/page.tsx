import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { permit } from '@/lib/permissions';
import { listOwnerOptions } from '@/lib/users';
import { FormLayout } from '../_components/form-layout';
import { IntegrationForm } from '../_components/integration-form';

export const metadata: Metadata = { title: 'Create Integration' };

export default async function CreateIntegrationPage() {
  const ctx = await requireContext('integrations.write');
  permit(ctx, 'integrations.write');
  const owners = await listOwnerOptions(ctx);
  const own = ctx.actor.kind === 'person' ? ctx.actor.userId : null;
  return (
    <>
      <PageHeader
        title="Create Integration"
        trail={[{ label: 'Integrations', href: '/integrations' }, { label: 'Create Integration' }]}
        lede="One Dotdigital account. Make an API user there first: Settings, Access, New user."
      />
      <FormLayout
        next={
          <>
            <p>Address books and data fields come in at once (not “All Contacts” and “Test”).</p>
            <p>
              Nothing is sent to Dotdigital until you connect a marketing list to a book and confirm the
              preview.
            </p>
          </>
        }
      >
        <IntegrationForm
          values={{
            name: '',
            username: '',
            clientId: '',
            oauthDomain: '',
            authorisePlace: 'application',
            defaultOwnerId: own,
            unsubscribeMeans: 'lists',
          }}
          owners={owners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormLayout>
    </>
  );
}
