'use client';

import { CountLink } from '@/components/ui/count-link';
import { Notice } from '@/components/ui/notice';
import { Plural } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { useInstantPage } from '@/components/ui/use-instant';
import type { IntegrationView } from '@/lib/integrations/schemas';
import { type IntegrationChange, useIntegrationActions } from '../../_hooks/use-integration-actions';
import { IntegrationMenu } from './integration-menu';

export type HeadIntegration = Pick<
  IntegrationView,
  'id' | 'name' | 'active' | 'accountName' | 'lastImportAt' | 'holds' | 'health'
> & { beingRead?: true };

/** How the account stands, in its sentence, and what can be done with it. */
export function IntegrationHead({
  integration: rendered,
  mayChange,
}: {
  integration: HeadIntegration;
  mayChange: boolean;
}) {
  const [integration, instantly] = useInstantPage(rendered);
  const actions = useIntegrationActions(instantly, change);
  const { name, health, active } = integration;
  return (
    <>
      <PageHeader
        title={name}
        trail={[{ label: 'Integrations', href: '/integrations' }, { label: name }]}
        lede={<Lede integration={integration} />}
        actions={<IntegrationMenu integration={integration} mayChange={mayChange} actions={actions} />}
      />
      {health && active && (
        <Notice
          tone="bad"
          className="mb-4"
          title={
            health.failingSince ? (
              <>
                Not working since <Time at={health.failingSince} as="moment" />.
              </>
            ) : (
              'Not working.'
            )
          }
        >
          {health.message}
        </Notice>
      )}
    </>
  );
}

const change = (now: HeadIntegration, _id: string, to: IntegrationChange): HeadIntegration => ({
  ...now,
  ...to,
});

function Lede({ integration }: { integration: HeadIntegration }) {
  const { accountName, active, lastImportAt, holds, beingRead } = integration;
  const account = accountName ?? 'An account that could not be read yet';
  if (!active) return <>{account}. Deactivated: nothing is read or sent, and nothing is lost.</>;
  if (!lastImportAt)
    return <>{account}. Its address books and data fields are being read for the first time.</>;
  return (
    <>
      {account},{' '}
      {beingRead ? (
        'being read now'
      ) : (
        <>
          read <Time at={lastImportAt} />
        </>
      )}
      : <Plural count={holds.addressBooks} one="address book" />,{' '}
      {holds.connections === 0 ? (
        'no list connected'
      ) : (
        <Plural count={holds.connections} one="connected list" />
      )}
      ,{' '}
      <CountLink href={`/integrations/${integration.id}/people`}>
        <Plural count={holds.contacts} one="contact" />
      </CountLink>{' '}
      known there.
    </>
  );
}
