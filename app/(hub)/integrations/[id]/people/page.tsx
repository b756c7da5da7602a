import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { KnownPeople } from '../../../_components/known-people';
import { shownIntegration } from '../shown-integration';

export const metadata: Metadata = { title: 'People at Dotdigital' };

/** Everyone whom the account is known to hold. */
export default async function AccountPeoplePage({
  params,
  searchParams,
}: PageProps<'/integrations/[id]/people'>) {
  const { ctx, subject: integration } = await shownIntegration.read(params, 'crm.read');
  const { id, name } = integration;
  return (
    <>
      <PageHeader
        title={`People in ${name}`}
        trail={[
          { label: 'Integrations', href: '/integrations' },
          { label: name, href: `/integrations/${id}` },
          { label: 'People' },
        ]}
        lede="Contacts of the account, as the last import read them: members of its books, and whoever unsubscribed, bounced or was suppressed."
      />
      <KnownPeople ctx={ctx} shown={{ kind: 'account', id }} name={name} search={await searchParams} />
    </>
  );
}
