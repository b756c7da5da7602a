import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { integrationGrid, listIntegrations } from '@/lib/integrations';
import type { IntegrationRow } from '@/lib/integrations/schemas';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { IntegrationsTable } from '../_components/integrations-table';
import { agree, plural } from '@/lib/format';

export const metadata: Metadata = { title: 'Manage Integrations' };

export default async function IntegrationsPage({
  searchParams,
}: {
  searchParams: Promise<Exclude<SearchParams, URLSearchParams>>;
}) {
  const ctx = await requireContext('integrations.read');
  const query = parseTableQuery(await searchParams, integrationGrid.table);
  const { rows, total } = await listIntegrations(ctx, query);
  const mayChange = may(ctx.actor, 'integrations.write');
  return (
    <>
      <PageHeader
        title="Manage Integrations"
        trail={[{ label: 'Integrations' }]}
        lede={describe(rows, total)}
        actions={
          mayChange && (
            <LinkButton variant="primary" href="/integrations/new" hotkey="c">
              Create Integration
            </LinkButton>
          )
        }
      />
      <IntegrationsTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        mayChange={mayChange}
      />
    </>
  );
}

function describe(rows: IntegrationRow[], total: number): string {
  if (total === 0) return 'An integration is one Dotdigital account that Dotbridge reads and writes.';
  const failing = rows.filter(({ state }) => state === 'failing').length;
  const counted = plural(total, 'Dotdigital account');
  return failing === 0
    ? `${counted}, none in trouble.`
    : `${counted}, ${failing} of them ${agree(failing, 'needs', 'need')} attention.`;
}
