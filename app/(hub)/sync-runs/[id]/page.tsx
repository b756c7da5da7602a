import type { Metadata } from 'next';
import { OutcomesTable } from '@/components/sync-runs/outcomes-table';
import { SyncRun } from '@/components/sync-runs/sync-run';
import { packRows } from '@/lib/packed-rows';
import { MaskedNotice } from '@/app/_server/masked-notice';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { may } from '@/lib/permissions';
import { countRunRows, listRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import {
  approveHeldAction,
  cancelRunAction,
  discardHeldAction,
  resumeConnectionAction,
  retryRefusedAction,
  undoRunAction,
} from '../../dotdigital/connection-actions';
import { MakeList } from '../../_components/make-list';
import { shownRun } from './shown-run';

export const metadata: Metadata = { title: 'Sync run' };

export default async function SyncRunPage({ params, searchParams }: PageProps<'/sync-runs/[id]'>) {
  const { ctx, subject: run } = await shownRun.read(params);
  const query = parseTableQuery(await searchParams, outcomeGrid.table);
  const [outcomes, rowCounts] = run.hasOutcomes
    ? await Promise.all([listRunOutcomes(ctx, run.id, query), countRunRows(ctx, run.id)])
    : [null, []];
  return (
    <>
      <SyncRun
        initial={run}
        rowCounts={rowCounts}
        mayChange={may(ctx.actor, 'connections.write')}
        actions={{
          cancel: cancelRunAction,
          resume: resumeConnectionAction,
          approve: approveHeldAction,
          discard: discardHeldAction,
          undo: undoRunAction,
          retry: retryRefusedAction,
        }}
      />
      {outcomes && (
        <div id="people" className="mt-4 scroll-mt-4">
          <MaskedNotice ctx={ctx} />
          <OwnersNotice ctx={ctx}>Counts tell of everybody.</OwnersNotice>
          <OutcomesTable
            runId={run.id}
            rows={packRows(outcomes.rows)}
            page={{ total: outcomes.total, pageIndex: query.page - 1, pageSize: query.size }}
            reasons={run.causes.map(({ code, label }) => ({ value: code, label }))}
            tools={
              may(ctx.actor, 'lists.write') && (
                <MakeList
                  source={{ kind: 'run', id: run.id }}
                  total={outcomes.total}
                  name={`${run.connection?.bookName ?? 'Run'}: people of run ${run.id}`}
                  conditionHref={null}
                />
              )
            }
          />
        </div>
      )}
    </>
  );
}
