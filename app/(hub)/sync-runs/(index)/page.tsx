import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { RunsTable } from '@/components/sync-runs/runs-table';
import { PageHeader } from '@/components/ui/page-header';
import { listIntegrationOptions } from '@/lib/integrations';
import { packRows } from '@/lib/packed-rows';
import { listSyncRuns, runGrid } from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import { plural } from '@/lib/format';

export const metadata: Metadata = { title: 'Sync Runs' };

export default async function SyncRunsPage({ searchParams }: PageProps<'/sync-runs'>) {
  const ctx = await requireContext('runs.read');
  const query = parseTableQuery(await searchParams, runGrid.table);
  const [{ rows, total, underWay }, integrations] = await Promise.all([
    listSyncRuns(ctx, query),
    listIntegrationOptions(ctx),
  ]);
  return (
    <>
      <PageHeader title="Sync Runs" trail={[{ label: 'Sync Runs' }]} lede={ledeOf(underWay, total)} />
      <RunsTable
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        underWay={underWay}
        integrations={integrations}
      />
    </>
  );
}

function ledeOf(underWay: number, total: number): string {
  if (total === 0) return 'Each export to a book and each import from an account leaves a run here.';
  return underWay === 0 ? 'Nothing is under way.' : `${plural(underWay, 'run is', 'runs are')} under way.`;
}
