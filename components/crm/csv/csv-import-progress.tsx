'use client';

import { useState } from 'react';

import { Button, LinkButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Plural } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { useInstant } from '@/components/ui/use-instant';
import { useLiveData } from '@/components/ui/use-live';
import type { CsvAddressNotes, CsvImportView, CsvUndoKept } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { AddressNotes } from './csv-address-notes';
import { CsvCounts, isMoving } from './csv-counts';
import { CsvFileCard } from './csv-file-card';
import { CsvRowsCard, type FileRow } from './csv-rows-card';
import { canUndo, UndoCard, UndoDialog } from './csv-undo';
import { ImportLede } from './import-lede';
import { ListOfImport, type MakeListAction } from './list-of-import';
import { taggedListHref } from './tagged-list-href';

type Watched = {
  import: CsvImportView;
  refused: FileRow[];
  left: FileRow[];
  kept: CsvUndoKept[];
  notes: CsvAddressNotes;
  /** Of an import that has ended; null where no list can be made of it. */
  peopleCount: number | null;
};

type Action = (input: { id: string }) => Promise<Result<unknown>>;
type CsvImportProgressProps = {
  initial: Watched;
  fieldLabels: Record<string, string>;
  cancelAction: Action;
  undoAction: Action;
  makeListAction?: MakeListAction;
};

export function CsvImportProgress({
  initial,
  fieldLabels,
  cancelAction,
  undoAction,
  makeListAction,
}: CsvImportProgressProps) {
  const [asking, setAsking] = useState<'cancel' | 'undo' | null>(null);
  const queryKey = ['csv-import', initial.import.id];
  const { data, error } = useLiveData<Watched>({
    subject: `import:${initial.import.id}`,
    queryKey,
    path: `/api/csv-imports/${initial.import.id}`,
    initial,
  });
  const instantly = useInstant<Watched>(queryKey);
  const view = data.import;
  const shows =
    (change: Partial<CsvImportView>) =>
    (now: Watched): Watched => ({ ...now, import: { ...now.import, ...change } });
  const cancel = () =>
    instantly({
      action: () => cancelAction({ id: view.id }),
      shows: shows({ state: 'cancelled' }),
      refused: 'Not cancelled',
    });
  const undo = () =>
    instantly({
      action: () => undoAction({ id: view.id }),
      shows: shows({ undo: { ...view.undo, state: 'queued' } }),
      refused: 'Not undone',
    });
  return (
    <>
      <PageHeader
        title={view.fileName}
        trail={[{ label: 'Imports', href: '/imports' }, { label: view.fileName }]}
        lede={<ImportLede view={view} />}
        actions={
          isMoving(view) ? (
            <Button onClick={() => setAsking('cancel')}>Cancel import</Button>
          ) : (
            <>
              {canUndo(view) && <Button onClick={() => setAsking('undo')}>Undo</Button>}
              <LinkButton href={`/imports/new?entity=${view.entity}&kind=${view.kind}`}>
                Import another file
              </LinkButton>
              {view.kind === 'people' && (
                <AfterPeople
                  view={view}
                  peopleCount={data.peopleCount ?? 0}
                  makeListAction={makeListAction}
                />
              )}
            </>
          )
        }
      />
      {view.state === 'failed' && (
        <Notice tone="bad" title="The import stopped." className="mb-4">
          {view.error} What was stored before stays.
        </Notice>
      )}
      {error && (
        <Notice tone="warn" title="The numbers stand still." className="mb-4">
          The server could not be reached just now; they go on by themselves.
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid grid-cols-1 gap-4">
          <UndoCard view={view} kept={data.kept} />
          <CsvCounts view={view} />
          <RowsToCorrect {...data} />
          <AddressNotes notes={data.notes} entity={view.entity} />
        </div>
        <CsvFileCard view={view} fieldLabels={fieldLabels} />
      </div>
      <ConfirmDialog
        open={asking === 'cancel'}
        onOpenChange={(open) => setAsking(open ? 'cancel' : null)}
        title={`Cancel the import of ${view.fileName}`}
        goes="No further row comes in, and the uploaded file is deleted."
        stays={
          <Plural
            count={view.doneRowCount}
            one="row that is done stays as it is."
            many="rows that are done stay as they are."
          />
        }
        confirm="Cancel import"
        onConfirm={async () => void cancel()}
      />
      <UndoDialog
        view={view}
        open={asking === 'undo'}
        onOpenChange={(open) => setAsking(open ? 'undo' : null)}
        onConfirm={async () => void undo()}
      />
    </>
  );
}

type AfterPeopleProps = Pick<CsvImportProgressProps, 'makeListAction'> & {
  view: CsvImportView;
  peopleCount: number;
};

function AfterPeople({ view, peopleCount, makeListAction }: AfterPeopleProps) {
  const labels = entityLabels[view.entity];
  const [tag] = view.options.tags;
  return (
    <>
      {tag !== undefined && view.undo.state === 'none' && (
        <LinkButton href={taggedListHref(view.entity, tag)}>Make a list of all tagged “{tag}”</LinkButton>
      )}
      <LinkButton href={`${labels.path}?sort=createdAt.desc`}>Show {labels.many.toLowerCase()}</LinkButton>
      {makeListAction && peopleCount > 0 && (
        <ListOfImport view={view} peopleCount={peopleCount} action={makeListAction} />
      )}
    </>
  );
}

/** Refused rows and values that were left empty, each with its file to correct and import again. */
function RowsToCorrect({ import: view, refused, left }: Watched) {
  return (
    <>
      {view.rejectedCount > 0 && (
        <CsvRowsCard
          title="Refused rows"
          rows={refused}
          count={view.rejectedCount}
          download={{ href: `/api/csv-imports/${view.id}/errors`, label: 'Download refused rows' }}
        >
          {view.kind === 'suppression'
            ? 'Correct them in the downloaded file and import it as a suppression list again.'
            : 'Correct them in the downloaded file and import it: people who came in already are only brought up to date.'}
        </CsvRowsCard>
      )}
      {view.leftCount > 0 && left.length > 0 && (
        <CsvRowsCard
          title="Values left empty"
          rows={left}
          download={{
            href: `/api/csv-imports/${view.id}/errors?outcome=left`,
            label: 'Download left-out values',
          }}
        >
          These people came in without the value. Correct it in the downloaded file and import that: only what
          was missing is added.
        </CsvRowsCard>
      )}
    </>
  );
}
