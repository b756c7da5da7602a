'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Button, LinkButton } from '@/components/ui/button';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DescriptionList } from '@/components/ui/description-list';
import { Notice } from '@/components/ui/notice';
import { Bytes, Num, Plural } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { Progress } from '@/components/ui/progress';
import { Tiles } from '@/components/ui/tiles';
import { Time } from '@/components/ui/time';
import { csvDelimiters, csvEncodings, type CsvImportView, type CsvUndoKept } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { canUndo, UndoCard, UndoDialog } from './csv-undo';
import { ImportLede } from './import-lede';
import { type RefusedRow, RefusedRows } from './refused-rows';
import { importStateOf } from '../words';

type Watched = { import: CsvImportView; refused: RefusedRow[]; kept: CsvUndoKept[] };

const isMoving = (view: CsvImportView): boolean => view.state === 'queued' || view.state === 'running';
const isUndoing = (view: CsvImportView): boolean =>
  view.undo.state === 'queued' || view.undo.state === 'running';

type Action = (input: { id: string }) => Promise<Result<unknown>>;
type CsvImportProgressProps = {
  initial: Watched;
  fieldLabels: Record<string, string>;
  cancelAction: Action;
  undoAction: Action;
};

export function CsvImportProgress({
  initial,
  fieldLabels,
  cancelAction,
  undoAction,
}: CsvImportProgressProps) {
  const [asking, setAsking] = useState<'cancel' | 'undo' | null>(null);
  const query = useQuery({
    queryKey: ['csv-import', initial.import.id],
    initialData: initial,
    refetchInterval: (running) =>
      running.state.data && (isMoving(running.state.data.import) || isUndoing(running.state.data.import))
        ? 1_000
        : false,
    queryFn: async ({ signal }): Promise<Watched> => {
      const answer = await fetch(`/api/csv-imports/${initial.import.id}`, { signal });
      if (!answer.ok) throw new Error(`import answered ${answer.status}`);
      return (await answer.json()) as Watched;
    },
  });
  const view = query.data.import;
  const labels = entityLabels[view.entity];
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
              <LinkButton href={`/imports/new?entity=${view.entity}`}>Import another file</LinkButton>
              <LinkButton variant="primary" href={`${labels.path}?sort=createdAt.desc`}>
                Show {labels.many.toLowerCase()}
              </LinkButton>
            </>
          )
        }
      />
      {view.state === 'failed' && (
        <Notice tone="bad" title="The import stopped." className="mb-4">
          {view.error} What was stored before stays.
        </Notice>
      )}
      {query.error && (
        <Notice tone="warn" title="The numbers stand still." className="mb-4">
          The server could not be reached just now; they go on by themselves.
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid gap-4">
          <UndoCard view={view} kept={query.data.kept} />
          <Counts view={view} />
          {view.rejectedCount > 0 && <RefusedRows view={view} rows={query.data.refused} />}
        </div>
        <FileCard view={view} fieldLabels={fieldLabels} />
      </div>
      <ConfirmDialog
        open={asking === 'cancel'}
        onOpenChange={(open) => setAsking(open ? 'cancel' : null)}
        title={`Cancel the import of ${view.fileName}`}
        goes="No further row comes in, and the uploaded file is deleted."
        stays={
          <>
            The <Num value={view.doneRowCount} /> rows that are done stay as they are.
          </>
        }
        confirm="Cancel import"
        onConfirm={async () => {
          const result = await cancelAction({ id: view.id });
          if (result.ok) await query.refetch();
          return result;
        }}
      />
      <UndoDialog
        view={view}
        open={asking === 'undo'}
        onOpenChange={(open) => setAsking(open ? 'undo' : null)}
        onConfirm={async () => {
          const result = await undoAction({ id: view.id });
          if (result.ok) await query.refetch();
          return result;
        }}
      />
    </>
  );
}

function Counts({ view }: { view: CsvImportView }) {
  const share = view.rowCount === 0 ? 0 : (view.doneRowCount / view.rowCount) * 100;
  return (
    <Card>
      <CardHeader
        title="Rows"
        right={<Chip tone={importStateOf(view).tone}>{importStateOf(view).label}</Chip>}
      />
      {isMoving(view) && (
        <div className="px-4 pt-3">
          <Progress label="Import" value={view.state === 'queued' ? undefined : share} />
          <p className="figures mt-2 text-sm text-ink-3">
            <Num value={view.doneRowCount} /> of <Plural count={view.rowCount} one="row" /> done
          </p>
        </div>
      )}
      <Tiles
        bare
        className="mt-2.5 border-t"
        items={[
          { value: <Num value={view.createdCount} />, label: 'created' },
          { value: <Num value={view.updatedCount} />, label: 'updated' },
          { value: <Num value={view.unchangedCount} />, label: 'unchanged' },
          ...(view.skippedCount > 0 ? [{ value: <Num value={view.skippedCount} />, label: 'left out' }] : []),
          {
            value: <Num value={view.rejectedCount} />,
            label: 'refused',
            ...(view.rejectedCount > 0 ? { tone: 'bad' as const } : {}),
          },
        ]}
      />
      <CardFooter>
        A person named twice in the file counts once as created and then as updated or unchanged.
        {view.skippedCount > 0 && (
          <>
            {' '}
            <a href={`/api/csv-imports/${view.id}/errors?outcome=skipped`} download className="underline">
              Download the rows that were left out
            </a>
          </>
        )}
      </CardFooter>
    </Card>
  );
}

function FileCard({ view, fieldLabels }: { view: CsvImportView; fieldLabels: Record<string, string> }) {
  const fields = Object.entries(view.mapping)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([index, name]) => ({
      header: view.headers[Number(index)] ?? `Column ${Number(index) + 1}`,
      field: fieldLabels[name] ?? name,
    }));
  const words = <Value extends string>(
    choices: readonly { value: Value; label: string }[],
    value: Value,
  ): string => choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <Card>
      <CardHeader title="How it was read" />
      <DescriptionList
        items={[
          { label: 'Into', value: entityLabels[view.entity].many },
          { label: 'Size', value: <Bytes value={view.byteCount} /> },
          { label: 'Encoding', value: words(csvEncodings, view.format.encoding) },
          { label: 'Delimiter', value: words(csvDelimiters, view.format.delimiter) },
          { label: 'Matched by', value: view.options.matchBy === 'email' ? 'E-mail' : 'External id' },
          {
            label: 'Rows that count',
            value: { both: 'all', create: 'of new people only', update: 'of known people only' }[
              view.options.mode
            ],
          },
          ...(view.options.tags.length > 0
            ? [{ label: 'Tags for all', value: view.options.tags.join(', ') }]
            : []),
          ...(view.options.consent
            ? [
                {
                  label: 'Consent of all',
                  value: `${view.options.consent.state}${view.options.consent.text ? `: “${view.options.consent.text}”` : ''}`,
                },
              ]
            : []),
          {
            label: 'Empty cells',
            value: view.options.emptyCells === 'keep' ? 'keep what is there' : 'empty the field',
          },
          {
            label: 'Columns',
            value: fields.map(({ header, field }) => (
              <span key={header} className="block">
                {header === field ? field : `${header} → ${field}`}
              </span>
            )),
          },
          { label: 'Uploaded by', value: view.createdBy },
          { label: 'Started', value: <Time at={view.startedAt} /> },
        ]}
      />
    </Card>
  );
}
