import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { permit } from '@/lib/permissions';
import { sandboxAt, sandboxUser } from '@/lib/sandbox';
import { listOwnerOptions } from '@/lib/users';
import { FormLayout } from '../_components/form-layout';
import { IntegrationForm } from '../_components/integration-form';

export const metadata: Metadata = { title: 'Create Integration' };

export default async function CreateIntegrationPage({ searchParams }: PageProps<'/integrations/new'>) {
  const ctx = await requireContext('integrations.write');
  permit(ctx, 'integrations.write');
  const owners = await listOwnerOptions(ctx);
  const begins = (await searchParams).from === 'first-steps';
  const { username, password } =
    begins && sandboxAt(ctx.config.dotdigitalUrl) ? sandboxUser : { username: '', password: '' };
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
            name: username === '' ? '' : 'Sandbox',
            username,
            password,
            clientId: '',
            oauthDomain: '',
            authorisePlace: 'application',
            defaultOwnerId: own,
            unsubscribeMeans: 'lists',
            consentGate: 'everyone',
          }}
          after={begins ? '/' : undefined}
          owners={owners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormLayout>
    </>
  );
}
