import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageHeader } from '@/components/ui/page-header';
import { listOwnerOptions } from '@/lib/users';
import { FormLayout } from '../../_components/form-layout';
import { IntegrationForm } from '../../_components/integration-form';
import { GatePreview } from './gate-preview';
import { shownIntegration } from '../shown-integration';

export const metadata: Metadata = { title: 'Edit integration' };

export default async function EditIntegrationPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, subject: integration } = await shownIntegration.read(params, 'integrations.write');
  const owners = await listOwnerOptions(ctx);
  const {
    id,
    name,
    username,
    clientId,
    oauthDomain,
    authorisePlace,
    defaultOwner,
    version,
    passwordSet,
    clientSecretSet,
    unsubscribeMeans,
    consentGate,
  } = integration;
  return (
    <>
      <PageHeader
        title={`Edit ${name}`}
        trail={[
          { label: 'Integrations', href: '/integrations' },
          { label: name, href: `/integrations/${id}` },
          { label: 'Edit' },
        ]}
        lede="The account behind it stays the same; another Dotdigital account needs an integration of its own."
      />
      <FormLayout
        next={
          <>
            <p>A new username or password is tried before it is saved, then the account is read at once.</p>
            <p>Books, connections and what is known of people at Dotdigital stay as they are.</p>
          </>
        }
      >
        <IntegrationForm
          existing={{ id, version, passwordSet, clientSecretSet }}
          values={{
            name,
            username,
            clientId: clientId ?? '',
            oauthDomain: oauthDomain ?? '',
            authorisePlace,
            defaultOwnerId: defaultOwner?.id ?? null,
            unsubscribeMeans,
            consentGate,
          }}
          gatePreview={
            <Suspense
              fallback={<p className="text-sm text-ink-3">Counting whom consent alone would hold back.</p>}
            >
              <GatePreview ctx={ctx} id={id} />
            </Suspense>
          }
          owners={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
        />
      </FormLayout>
    </>
  );
}
