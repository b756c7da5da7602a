import type { Metadata } from 'next';
import { CsvImportProgress } from '@/components/crm/csv/csv-import-progress';
import { CsvMappingStep } from '@/components/crm/csv/csv-mapping-step';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import {
  countImportedPeople,
  csvFieldLabels,
  getAddressNotes,
  getCsvImport,
  listRefusedRows,
  listUndoKept,
} from '@/lib/csv-imports';
import { listOwners } from '@/lib/crm';
import { may } from '@/lib/permissions';
import {
  cancelCsvImportAction,
  discardCsvImportAction,
  makeListOfImportAction,
  startCsvImportAction,
  undoCsvImportAction,
} from '../actions';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireContext('crm.import');
  const { id } = await params;
  const view = await orNotFound(ctx, getCsvImport(ctx, { id }));
  if (view.state === 'uploaded') {
    return (
      <CsvMappingStep
        file={view}
        owners={await listOwners(ctx)}
        startAction={startCsvImportAction}
        discardAction={discardCsvImportAction}
      />
    );
  }
  const [refused, left, kept, notes, peopleCount, fieldLabels] = await Promise.all([
    listRefusedRows(ctx, { id }),
    listRefusedRows(ctx, { id, outcome: 'left' }),
    listUndoKept(ctx, { id }),
    getAddressNotes(ctx, { id }),
    countImportedPeople(ctx, { id }),
    csvFieldLabels(ctx, { id }),
  ]);
  return (
    <CsvImportProgress
      initial={{ import: view, refused, left, kept, notes, peopleCount }}
      fieldLabels={fieldLabels}
      cancelAction={cancelCsvImportAction}
      undoAction={undoCsvImportAction}
      makeListAction={may(ctx.actor, 'lists.write') ? makeListOfImportAction : undefined}
    />
  );
}
