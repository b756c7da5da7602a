import type { Metadata } from 'next';
import { DescriptionList } from '@/components/ui/description-list';
import { Card, CardHeader } from '@/components/ui/card';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { addressBookGrid, listAddressBooks } from '@/lib/address-books';
import { getIntegrationHealth } from '@/lib/integrations';
import type { IntegrationView } from '@/lib/integrations/schemas';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { AddressBooksTable } from './_components/address-books-table';
import { type HeadIntegration, IntegrationHead } from './_components/integration-head';
import { IntegrationLive } from './_components/integration-live';
import { shownIntegration } from './shown-integration';
import { PageLink } from '@/components/ui/page-link';

export const metadata: Metadata = { title: 'Integration' };

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Exclude<SearchParams, URLSearchParams>>;
};

export default async function IntegrationPage({ params, searchParams }: PageProps) {
  const { ctx, subject: integration } = await shownIntegration.read(params);
  const { id } = integration;
  const query = parseTableQuery(await searchParams, addressBookGrid.table);
  const [health, books] = await Promise.all([
    getIntegrationHealth(ctx, { id }),
    listAddressBooks(ctx, BigInt(id), query),
  ]);
  return (
    <>
      <IntegrationHead integration={headOf(integration)} mayChange={may(ctx.actor, 'integrations.write')} />
      <IntegrationLive
        id={id}
        initial={health}
        settings={<Settings integration={integration} maySet={may(ctx.actor, 'settings.write')} />}
      >
        <AddressBooksTable
          integrationId={id}
          rows={books.rows}
          page={{ total: books.total, pageIndex: query.page - 1, pageSize: query.size }}
        />
      </IntegrationLive>
    </>
  );
}

/** Only what the head needs goes to the browser. */
const headOf = ({
  id,
  name,
  active,
  accountName,
  lastImportAt,
  holds,
  health,
}: IntegrationView): HeadIntegration => ({ id, name, active, accountName, lastImportAt, holds, health });

function Settings({ integration, maySet }: { integration: IntegrationView; maySet: boolean }) {
  return (
    <Card>
      <CardHeader
        title="Settings"
        right={
          maySet && (
            <PageLink href={`/settings/dotdigital?integrationId=${integration.id}`} className="prose-link">
              Intervals, allowance, guard
            </PageLink>
          )
        }
      />
      <DescriptionList
        items={[
          { label: 'Type', value: integration.type },
          { label: 'Username', value: <span className="font-mono text-sm">{integration.username}</span> },
          { label: 'Password', value: integration.passwordSet ? 'set' : 'not set' },
          ...(integration.region ? [{ label: 'Region', value: integration.region }] : []),
          {
            label: 'Host',
            value: integration.apiEndpoint && (
              <span className="font-mono text-sm">{integration.apiEndpoint.replace(/^https?:\/\//, '')}</span>
            ),
          },
          {
            label: 'Time zone',
            value: integration.timeZoneChange ? (
              <>
                {integration.timeZone}, since <Time at={integration.timeZoneChange.at} as="moment" />; before
                it was {integration.timeZoneChange.from}
              </>
            ) : (
              integration.timeZone
            ),
          },
          {
            label: 'E-mail credits',
            value: integration.emailCredits === null ? null : <Num value={integration.emailCredits} />,
          },
          { label: 'v3 contact import', value: contactImportWord(integration.offersContactImport) },
          { label: 'Client ID', value: integration.clientId },
          { label: 'Client Secret Key', value: integration.clientSecretSet ? 'set' : 'not set' },
          { label: 'Custom OAuth Domain', value: integration.oauthDomain },
          { label: 'Default Owner', value: integration.defaultOwner?.name },
          {
            label: 'Consent gate',
            value:
              integration.consentGate === 'consented'
                ? 'only people with marketing consent'
                : 'everyone who has not opted out',
          },
          {
            label: 'Next import',
            value: integration.active ? (
              <Time at={integration.nextImportAt} as="moment" none="as soon as possible" />
            ) : (
              'none while deactivated'
            ),
          },
        ]}
      />
    </Card>
  );
}

const contactImportWord = (isOffered: boolean | null): string =>
  isOffered === null ? 'not known: press Check Connection' : isOffered ? 'offered' : 'not offered';
