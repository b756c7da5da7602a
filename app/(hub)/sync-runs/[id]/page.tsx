import type { Metadata } from 'next';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { OutcomesTable } from '@/components/sync-runs/outcomes-table';
import { SyncRun } from '@/components/sync-runs/sync-run';
import { parseInput } from '@/app/_server/define-action';
import { may } from '@/lib/permissions';
import { getSyncRun, listRunOutcomes } from '@/lib/sync-runs';
import { outcomeTable, RunId } from '@/lib/sync-runs/schemas';
import { parseTableQuery } from '@/lib/table-query';
import {
  approveHeldAction,
  cancelRunAction,
  resumeConnectionAction,
} from '../../dotdigital/connection-actions';

export const metadata: Metadata = { title: 'Sync run' };

export default async function SyncRunPage({ params, searchParams }: PageProps<'/sync-runs/[id]'>) {
  const ctx = await requireContext('runs.read');
  const { id } = await params;
  const run = await orNotFound(Promise.resolve().then(() => getSyncRun(ctx, parseInput(RunId, { id }))));
  const query = parseTableQuery(await searchParams, outcomeTable);
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
            rows={outcomes.rows}
            page={{ total: outcomes.total, pageIndex: query.page - 1, pageSize: query.size }}
            reasons={run.causes.map(({ code, label }) => ({ value: code, label }))}
          />
        </div>
      )}
    </>
  );
}
