'use client';

import { Num, Plural } from '@/components/ui/numbers';
import { useNow } from '@/components/ui/viewer';
import { formatDuration } from '@/lib/format';
import type { CsvImportView } from '@/lib/csv-imports/schemas';
import { entityNouns } from '../words';

/** One sentence: how the import stands now. */
export function ImportLede({ view }: { view: CsvImportView }) {
  const now = useNow();
  const noun = entityNouns[view.entity];
  const { state, counts } = view.undo;
  if (state === 'queued' || state === 'running')
    return (
      <>
        Being undone: <Num value={counts.deleted} /> deleted, <Plural count={counts.restored} one="value" />{' '}
        put back so far.
      </>
    );
  if (state === 'finished') {
    const kept = counts.keptValues + counts.keptRecords + counts.keptOptOuts;
    return (
      <>
        Undone: <Plural count={counts.deleted} one={noun.one} many={noun.many} /> deleted,{' '}
        <Plural count={counts.restored} one="value" /> put back, <Num value={kept} /> kept.
      </>
    );
  }
  switch (view.state) {
    case 'queued':
      return (
        <>
          Waiting for the worker to take it; <Plural count={view.rowCount} one="row" /> to bring in.
        </>
      );
    case 'running':
      return (
        <>
          <Num value={view.doneRowCount} /> of <Plural count={view.rowCount} one="row" /> are done.
        </>
      );
    case 'cancelled':
      return (
        <>
          Cancelled after <Plural count={view.doneRowCount} one="row" />, which stay as they are.
        </>
      );
    case 'failed':
      return (
        <>
          Stopped after <Plural count={view.doneRowCount} one="row" /> of <Num value={view.rowCount} />.
        </>
      );
    default: {
      const taken = view.startedAt
        ? new Date(view.finishedAt ?? now).getTime() - new Date(view.startedAt).getTime()
        : 0;
      if (view.kind === 'suppression')
        return (
          <>
            <Plural count={view.rowCount} one="row" /> read in {formatDuration(taken)}:{' '}
            <Plural count={view.updatedCount} one="address" many="addresses" /> opted out,{' '}
            <Num value={view.unchangedCount} /> opted out before, <Num value={view.skippedCount} /> of nobody
            here, <Num value={view.rejectedCount} /> refused.
          </>
        );
      return (
        <>
          <Plural count={view.rowCount} one="row" /> read in {formatDuration(taken)}:{' '}
          <Plural count={view.createdCount} one={noun.one} many={noun.many} /> created,{' '}
          <Num value={view.updatedCount} /> updated, <Num value={view.unchangedCount} /> unchanged,{' '}
          <Num value={view.rejectedCount} /> refused
          {view.leftCount > 0 && (
            <>
              , <Plural count={view.leftCount} one="value" /> left empty
            </>
          )}
          .
        </>
      );
    }
  }
}
