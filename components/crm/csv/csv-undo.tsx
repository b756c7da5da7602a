'use client';

import { buttonStyles } from '@/components/ui/button-styles';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Num, Plural } from '@/components/ui/numbers';
import { Tiles } from '@/components/ui/tiles';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/viewer';
import { WorkProgress } from '@/components/ui/work-progress';
import { type CsvImportView, type CsvUndoKept } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import { entityNouns } from '../words';
import { UndoLosses, useUndoLosses } from './undo-losses';
import { PageLink } from '@/components/ui/page-link';
import { agree } from '@/lib/format';

export const canUndo = (view: CsvImportView): boolean =>
  ['finished', 'failed', 'cancelled'].includes(view.state) &&
  view.undo.state === 'none' &&
  view.kind === 'people' &&
  (view.createdCount > 0 || view.changeCount > 0);

type UndoDialogProps = {
  view: CsvImportView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onConfirm: () => Promise<void>;
};

/** What undoing does, in numbers, before it does it. */
export function UndoDialog({ view, open, onOpenChange, onConfirm }: UndoDialogProps) {
  const noun = entityNouns[view.entity];
  const losses = useUndoLosses(view.id, open);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Undo the import of ${view.fileName}`}
      goes={
        <>
          {view.createdCount > 0 && (
            <>
              <Plural
                count={view.createdCount}
                one={`${noun.one} that it created`}
                many={`${noun.many} that it created`}
              />{' '}
              {agree(view.createdCount, 'is', 'are')} deleted.{' '}
            </>
          )}
          {view.changeCount > 0 && (
            <>
              <Plural count={view.changeCount} one="earlier value" many="earlier values" />{' '}
              {agree(view.changeCount, 'is', 'are')} put back.
            </>
          )}
        </>
      }
      details={
        losses.error ? (
          <p className="text-bad">
            What connected books lose could not be worked out. {losses.error.message}
          </p>
        ) : losses.data ? (
          <UndoLosses losses={losses.data} />
        ) : (
          <p className="text-ink-3">What connected books lose is being worked out.</p>
        )
      }
      waitsFor={losses.isPending ? 'Being worked out.' : null}
      stays="Whatever was changed since stays as it is, and you get a list of it. Opt-outs stay too. An undo can’t be undone; the file can be imported again."
      confirm="Undo this import"
      onConfirm={onConfirm}
    />
  );
}

/** How the undo goes, and what it left alone. */
export function UndoCard({ view, kept }: { view: CsvImportView; kept: CsvUndoKept[] }) {
  const now = useNow();
  const { state, counts, doneShare, by, at } = view.undo;
  if (state === 'none') return null;
  const keptCount = counts.keptValues + counts.keptRecords + counts.keptOptOuts;
  return (
    <Card>
      <CardHeader
        title="Undo"
        right={
          <Chip tone={state === 'finished' ? 'good' : 'info'}>
            {state === 'finished' ? 'finished' : state === 'queued' ? 'waiting' : 'running'}
          </Chip>
        }
      />
      {state !== 'finished' && (
        <WorkProgress label="Undo" done={doneShare} total={state === 'queued' ? null : 100} />
      )}
      <Tiles
        bare
        className="mt-2.5 border-t"
        items={[
          { value: <Num value={counts.deleted} />, label: 'records deleted' },
          { value: <Num value={counts.restored} />, label: 'values put back' },
          { value: <Num value={keptCount} />, label: 'kept' },
        ]}
      />
      {kept.length > 0 && (
        <>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-4 py-2.5">
            <p className="min-w-0 flex-1 text-ink-2">
              <KeptSentence view={view} />
            </p>
            <a href={`/api/csv-imports/${view.id}/kept`} download className={buttonStyles({ size: 'sm' })}>
              Download what was kept
            </a>
          </div>
          <ul aria-label="Kept" className="divide-y divide-line border-t">
            {kept.map((one) => (
              <li
                key={`${one.recordId} ${one.field ?? ''}`}
                className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2"
              >
                <PageLink
                  href={`${entityLabels[view.entity].path}/${one.recordId}`}
                  className="min-w-0 cut font-medium hover:underline"
                >
                  {one.name}
                </PageLink>
                <span className="text-ink-2">{one.field ?? 'the whole record'}</span>
                <span className="ml-auto text-sm text-ink-3">
                  {one.by}, <Time at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <CardFooter>
        {by ? <>Asked for by {by}</> : 'By hand'}
        {at ? (
          <>
            , finished <Time at={new Date(Math.min(new Date(at).getTime(), now)).toISOString()} />
          </>
        ) : (
          ''
        )}
        .
        {kept.length > 0 && keptCount > kept.length ? (
          <>
            {' '}
            The first <Num value={kept.length} /> of <Num value={keptCount} /> are shown.
          </>
        ) : null}
      </CardFooter>
    </Card>
  );
}

function KeptSentence({ view }: { view: CsvImportView }) {
  const { keptValues, keptRecords, keptOptOuts } = view.undo.counts;
  const parts = [
    ...(keptValues > 0 ? [<Plural key="values" count={keptValues} one="value" many="values" />] : []),
    ...(keptRecords > 0
      ? [<Plural key="records" count={keptRecords} one="created record" many="created records" />]
      : []),
    ...(keptOptOuts > 0 ? [<Plural key="outs" count={keptOptOuts} one="opt-out" many="opt-outs" />] : []),
  ];
  return (
    <>
      Kept:{' '}
      {parts.map((part, n) => (
        <span key={n}>
          {n > 0 ? ', ' : ''}
          {part}
        </span>
      ))}
      {keptValues + keptRecords > 0 ? ', changed since by the people and programs below' : ''}.
    </>
  );
}
