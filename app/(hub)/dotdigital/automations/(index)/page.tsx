import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { automationGrid, listAutomations } from '@/lib/automations';
import { plural } from '@/lib/format';
import { packRows } from '@/lib/packed-rows';
import { parseTableQuery } from '@/lib/table-query';
import { AutomationsTable } from '../_components/automations-table';

export const metadata: Metadata = { title: 'Automations' };

export default async function AutomationsPage({ searchParams }: PageProps<'/dotdigital/automations'>) {
  const ctx = await requireContext('automations.read');
  const query = parseTableQuery(await searchParams, automationGrid.table);
  const { rows, total } = await listAutomations(ctx, query);
  const isNarrowed = query.q !== '' || query.filters.length > 0;
  return (
    <>
      <PageHeader
        trail={[{ label: 'Automations' }]}
        title="Automations"
        lede={
          total === 0
            ? isNarrowed
              ? 'No automation matches what you ask for.'
              : 'What happens to a person starts something, once: an abandoned cart, an order, an event.'
            : `${plural(total, 'automation')}${isNarrowed ? ' found' : ''}. Each person at most once per event, and never whom nothing may reach.`
        }
        actions={
          <LinkButton variant="primary" href="/dotdigital/automations/new">
            Create Automation
          </LinkButton>
        }
      />
      <AutomationsTable
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        isMoving={rows.some(({ waitingCount }) => waitingCount > 0)}
      />
    </>
  );
}
