import type { Metadata } from 'next';
import { OutcomesTable } from '@/components/sync-runs/outcomes-table';
import { SyncRun } from '@/components/sync-runs/sync-run';
import { packRows } from '@/lib/packed-rows';
import { may } from '@/lib/permissions';
import { listRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import {
  approveHeldAction,
  cancelRunAction,
  resumeConnectionAction,
} from '../../dotdigital/connection-actions';
import { shownRun } from './shown-run';

export const metadata: Metadata = { title: 'Sync run' };

export default async function SyncRunPage({ params, searchParams }: PageProps<'/sync-runs/[id]'>) {
  const { ctx, subject: run } = await shownRun.read(params);
  const query = parseTableQuery(await searchParams, outcomeGrid.table);
  const outcomes = run.hasOutcomes ? await listRunOutcomes(ctx, run.id, query) : null;
  return (
    <>
      <SyncRun
        initial={run}
        mayChange={may(ctx.actor, 'connections.write')}
        actions={{ cancel: cancelRunAction, resume: resumeConnectionAction, approve: approveHeldAction }}
      />
      {outcomes && (
        <div id="people" className="mt-4 scroll-mt-4">
          <OutcomesTable
            runId={run.id}
            rows={packRows(outcomes.rows)}
            page={{ total: outcomes.total, pageIndex: query.page - 1, pageSize: query.size }}
            reasons={run.causes.map(({ code, label }) => ({ value: code, label }))}
          />
        </div>
      )}
    </>
  );
}
