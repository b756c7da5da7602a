'use client';

import { Num, Plural } from '@/components/ui/numbers';
import { useNow } from '@/components/ui/viewer';
import { formatDuration } from '@/lib/format';
import type { CsvImportView } from '@/lib/crm/schemas';
import { entityNouns } from './words';

/** One sentence: how the import stands now. */
export function ImportLede({ view }: { view: CsvImportView }) {
  const now = useNow();
  const noun = entityNouns[view.entity];
  switch (view.state) {
    case 'queued':
      return <>Waiting for the worker to take it; <Plural count={view.rowCount} one="row" /> to bring in. You can leave this page.</>;
    case 'running':
      return <><Num value={view.doneRowCount} /> of <Plural count={view.rowCount} one="row" /> are done. You can leave this page; it goes on.</>;
    case 'cancelled':
      return <>Cancelled after <Plural count={view.doneRowCount} one="row" />, which stay as they are.</>;
    case 'failed':
      return <>Stopped after <Plural count={view.doneRowCount} one="row" /> of <Num value={view.rowCount} />.</>;
    default: {
      const taken = view.startedAt ? new Date(view.finishedAt ?? now).getTime() - new Date(view.startedAt).getTime() : 0;
      return (
        <>
          <Plural count={view.rowCount} one="row" /> read in {formatDuration(taken)}: <Plural count={view.createdCount} one={noun.one} many={noun.many} /> created,{' '}
          <Num value={view.updatedCount} /> updated, <Num value={view.unchangedCount} /> unchanged, <Num value={view.rejectedCount} /> refused.
        </>
      );
    }
  }
}
