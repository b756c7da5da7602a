'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { DraftNotice, useStateDraft } from '@/components/forms';
import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toaster';
import { useFailureOf } from '@/components/ui/use-failure-of';
import {
  mappingNotes,
  suggestRows,
  type MappingSource,
  type MappingView,
  type OtherMapping,
} from '@/lib/data-fields/schemas';
import type { ActionError } from '@/lib/result';
import { saveMappingAction } from '../actions';
import { fits, isOfDotdigital, newRow, putInto, storedRows, type EditorField } from './editor-rows';
import { FieldPalette } from './field-palette';
import { MappingEffectLine } from './mapping-effect';
import { MappingPreviewCard } from './mapping-preview';
import { MappingRow } from './mapping-row';
import { PutIntoDialog } from './put-into-dialog';
import { UnmappedFields } from './unmapped-fields';

type MappingEditorProps = {
  mapping: MappingView;
  fields: EditorField[];
  sources: MappingSource[];
  others: OtherMapping[];
  mayChange: boolean;
};

/** Entity fields on one side, data fields on the other; only what the types allow can be put together, and a real person shows what comes of it. */
export function MappingEditor({ mapping, fields, sources, others, mayChange }: MappingEditorProps) {
  const router = useRouter();
  const stored = useMemo(
    () => ({ rows: storedRows(mapping), priority: String(mapping.syncPriority) }),
    [mapping],
  );
  const [rows, setRows] = useState(stored.rows);
  const [priority, setPriority] = useState(stored.priority);
  const [dragged, setDragged] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [picked, setPicked] = useState<MappingSource | null>(null);
  const { tookSaved, ...draft } = useStateDraft(
    {
      base: stored,
      values: { rows, priority },
      put: (values) => {
        setRows(values.rows);
        setPriority(values.priority);
      },
    },
    { form: 'Mapping of fields', version: mapping.version },
  );
  const [pending, setPending] = useState(false);
  const [refused, setFailure] = useState<ActionError | null>(null);
  const { shown: failure, sends } = useFailureOf(refused, { rows, priority });

  const taken = rows.map(({ dataFieldId }) => dataFieldId);
  const notes = mappingNotes({
    rows,
    fields,
    catalogue: sources,
    syncPriority: Number(priority),
    others,
  });
  const draggedSource = sources.find(({ name }) => name === dragged);
  const unmapped = fields.filter(
    (field) => !field.gone && !isOfDotdigital(field) && !taken.includes(field.id),
  );
  const suggestions = suggestRows(unmapped, sources);
  const isChanged = JSON.stringify({ rows, priority }) !== JSON.stringify(stored);

  const put = (field: EditorField, source: string): void => {
    setDragged(null);
    if (
      fits(
        sources.find(({ name }) => name === source),
        field.type,
      )
    )
      setRows(putInto(rows, field, source));
  };

  const save = async (): Promise<void> => {
    setPending(true);
    setFailure(null);
    sends();
    const result = await callAction(
      () =>
        saveMappingAction({
          integrationId: mapping.integration.id,
          entity: mapping.entity,
          version: mapping.version,
          syncPriority: Number(priority),
          rows,
        }),
      'The server could not be reached, so nothing was saved. Try again in a moment.',
    );
    setPending(false);
    if (!result.ok) return setFailure(result.error);
    tookSaved();
    toast.good('Mapping saved', { detail: 'People whose values differ now are sent with the next run.' });
    router.refresh();
  };

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[230px_minmax(0,1fr)] 2xl:grid-cols-[250px_minmax(0,1fr)_380px] xl:grid-cols-[220px_minmax(0,1fr)_330px]">
      <DraftNotice {...draft} className="col-span-full" />
      <div className="max-lg:hidden lg:sticky lg:top-4">
        <FieldPalette
          sources={sources}
          used={rows.flatMap((row) => row.sources)}
          disabled={!mayChange}
          onDrag={setDragged}
          onPick={setPicked}
        />
      </div>
      <div className="grid gap-4">
        <Card aria-label="Mapped data fields">
          <CardHeader title="Mapped data fields" right="data field ← CRM fields" className="pb-3" />
          {rows.length === 0 && (
            <EmptyState title="Nothing is mapped">
              Only addresses are sent. Drag a CRM field onto a data field, or take a suggestion.
            </EmptyState>
          )}
          <ul aria-label="Rows">
            {rows.map((row, n) => {
              const field = fields.find(({ id }) => id === row.dataFieldId);
              return (
                <MappingRow
                  key={n}
                  row={row}
                  fields={fields}
                  sources={sources}
                  taken={taken}
                  notes={notes.filter((note) => note.row === n)}
                  errors={errorsOf(failure, n)}
                  opensFor={field !== undefined && fits(draggedSource, field.type)}
                  isOpen={row.dataFieldId !== '' && opened === row.dataFieldId}
                  disabled={!mayChange}
                  onToggle={() => setOpened(opened === row.dataFieldId ? null : row.dataFieldId)}
                  onDrop={(source) => field && put(field, source)}
                  onChange={(part) => setRows(rows.map((one, at) => (at === n ? { ...one, ...part } : one)))}
                  onRemove={() => setRows(rows.filter((_, at) => at !== n))}
                />
              );
            })}
          </ul>
          <div className="grid gap-3 border-t p-4">
            <div className="flex flex-wrap items-center gap-3">
              {mayChange && (
                <Button size="sm" onClick={() => setRows([...rows, newRow('')])}>
                  <Plus aria-hidden /> Add a row
                </Button>
              )}
              <label className="flex items-center gap-2 text-sm">
                Sync priority
                <Input
                  className="w-16 text-right"
                  inputMode="numeric"
                  value={priority}
                  disabled={!mayChange}
                  aria-describedby="sync-priority-means"
                  onChange={(event) => setPriority(event.target.value)}
                />
              </label>
            </div>
            <p id="sync-priority-means" className="text-sm text-ink-3">
              Where a person is on connected lists of two entities that fill the same data field, the mapping
              with the higher sync priority decides it, whatever runs last.
            </p>
            {mayChange && isChanged && (
              <MappingEffectLine integrationId={mapping.integration.id} entity={mapping.entity} rows={rows} />
            )}
            {failure && (
              <Notice tone="bad" title="Not saved.">
                {failure.message}
              </Notice>
            )}
          </div>
          <CardFooter
            right={
              mayChange && (
                <Button variant="primary" pending={pending} onClick={() => void save()}>
                  Save
                </Button>
              )
            }
          >
            {summaryOf(notes)}
          </CardFooter>
        </Card>
        {mayChange && (
          <UnmappedFields
            fields={unmapped}
            suggestions={suggestions}
            sources={sources}
            dragged={draggedSource}
            onMap={(field, chosen) => {
              const [first, ...rest] = chosen;
              if (rest.length > 0 || first === undefined) setRows([...rows, newRow(field.id, chosen)]);
              else put(field, first);
            }}
            onTakeAll={() =>
              setRows([...rows, ...suggestions.map((one) => newRow(one.dataFieldId, one.sources))])
            }
          />
        )}
      </div>
      <div className="lg:max-xl:col-start-2 xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-x-hidden xl:overflow-y-auto">
        <MappingPreviewCard integrationId={mapping.integration.id} entity={mapping.entity} rows={rows} />
      </div>
      {picked && (
        <PutIntoDialog
          source={picked}
          fields={fields}
          mapped={taken}
          onChoose={(field) => {
            put(field, picked.name);
            setPicked(null);
          }}
          onClose={() => setPicked(null)}
        />
      )}
    </div>
  );
}

const errorsOf = (failure: ActionError | null, n: number): string[] =>
  Object.entries(failure?.fieldErrors ?? {}).flatMap(([path, text]) =>
    path.startsWith(`rows.${n}.`) ? [text] : [],
  );

function summaryOf(notes: ReturnType<typeof mappingNotes>): string {
  const stopped = new Set(notes.flatMap(({ row, stops }) => (stops ? [row] : []))).size;
  const rest = notes.find(({ row }) => row === null)?.text;
  return [
    ...(stopped > 0 ? [`${stopped} of these rows can’t be sent as they stand.`] : []),
    ...(rest ? [rest] : []),
  ].join(' ');
}
