'use client';

import { Plus, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFailureOf } from '@/components/ui/use-failure-of';
import { DraftNotice, useStateDraft } from '@/components/forms';
import { CountedInput } from '@/components/ui/counted-input';
import { callAction } from '@/components/session/call-action';
import { Button, IconButton } from '@/components/ui/button';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Combobox } from '@/components/ui/combobox';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import {
  convertibleTo,
  dataFieldTypeLabels,
  type DataFieldType,
  type MappingSource,
  type MappingView,
} from '@/lib/data-fields/schemas';
import type { ActionError } from '@/lib/result';
import { saveMappingAction } from '../../data-fields/actions';
import { MappingPreviewCard, type EditorRow } from './mapping-preview';

type Field = { id: string; name: string; type: DataFieldType; gone: boolean };

type MappingEditorProps = {
  mapping: MappingView;
  fields: Field[];
  sources: MappingSource[];
  mayChange: boolean;
};

/** Rows of data field ← CRM fields; only what the types allow can be chosen, and a real person shows what comes of it. */
export function MappingEditor({ mapping, fields, sources, mayChange }: MappingEditorProps) {
  const router = useRouter();
  const stored = mappingValues(mapping);
  const [rows, setRows] = useState(stored.rows);
  const [priority, setPriority] = useState(stored.priority);
  const { tookSaved, ...draft } = useStateDraft(
    {
      base: stored,
      values: { rows, priority },
      put: (values) => {
        setRows(values.rows);
        setPriority(values.priority);
      },
    },
    { form: 'Mapping', version: mapping.version },
  );
  const [pending, setPending] = useState(false);
  const [refused, setFailure] = useState<ActionError | null>(null);
  const { shown: failure, sends } = useFailureOf(refused, { rows, priority });
  const change = (n: number, part: Partial<EditorRow>): void =>
    setRows(rows.map((row, at) => (at === n ? { ...row, ...part } : row)));

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
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
      <DraftNotice {...draft} className="lg:col-span-2" />
      <Card>
        <CardHeader title="Rows" right="data field ← CRM fields" className="pb-3" />
        {rows.length === 0 && (
          <EmptyState title="Nothing is mapped">
            Only addresses are sent. Add a row to send a field along.
          </EmptyState>
        )}
        <ul aria-label="Rows">
          {rows.map((row, n) => (
            <MappingRowEditor
              key={n}
              row={row}
              fields={fields}
              sources={sources}
              taken={rows.filter((_, at) => at !== n).map(({ dataFieldId }) => dataFieldId)}
              error={
                failure?.fieldErrors?.[`rows.${n}.dataFieldId`] ?? failure?.fieldErrors?.[`rows.${n}.sources`]
              }
              disabled={!mayChange}
              onChange={(part) => change(n, part)}
              onRemove={() => setRows(rows.filter((_, at) => at !== n))}
            />
          ))}
        </ul>
        {failure && (
          <div className="border-t p-4">
            <Notice tone="bad" title="Not saved.">
              {failure.message}
            </Notice>
          </div>
        )}
        <CardFooter
          right={
            mayChange && (
              <Button variant="primary" pending={pending} onClick={() => void save()}>
                Save
              </Button>
            )
          }
        >
          <div className="flex flex-wrap items-center gap-3">
            {mayChange && (
              <Button
                size="sm"
                onClick={() => setRows([...rows, { dataFieldId: '', sources: [], separator: ' ' }])}
              >
                <Plus aria-hidden /> Add a row
              </Button>
            )}
            <label className="flex items-center gap-2">
              Sync priority
              <Input
                className="w-16 text-right"
                inputMode="numeric"
                value={priority}
                disabled={!mayChange}
                onChange={(event) => setPriority(event.target.value)}
              />
            </label>
          </div>
        </CardFooter>
      </Card>
      <MappingPreviewCard integrationId={mapping.integration.id} entity={mapping.entity} rows={rows} />
    </div>
  );
}

const mappingValues = (mapping: MappingView): { rows: EditorRow[]; priority: string } => ({
  rows: mapping.rows.map(({ dataField, problem: _, ...row }) => ({ ...row, dataFieldId: dataField.id })),
  priority: String(mapping.syncPriority),
});

type RowProps = {
  row: EditorRow;
  fields: Field[];
  sources: MappingSource[];
  taken: string[];
  error: string | undefined;
  disabled: boolean;
  onChange: (part: Partial<EditorRow>) => void;
  onRemove: () => void;
};

function MappingRowEditor({ row, fields, sources, taken, error, disabled, onChange, onRemove }: RowProps) {
  const field = fields.find(({ id }) => id === row.dataFieldId);
  const target = field?.type ?? 'String';
  const fitting = sources
    .filter(({ type }) => convertibleTo[type]?.includes(target))
    .map(({ name, label, group }) => ({ value: name, label, hint: group }));
  const joins = target === 'String';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 border-t px-4 py-2.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_118px_auto]">
      <Select
        className="max-md:col-span-2"
        aria-label="Data field"
        disabled={disabled}
        value={row.dataFieldId}
        placeholder="Choose a data field"
        options={fields
          .filter(
            ({ id, gone, name }) =>
              (!gone && name.toUpperCase() !== 'LASTSUBSCRIBED' && !taken.includes(id)) ||
              id === row.dataFieldId,
          )
          .map((one) => ({
            value: one.id,
            label: `${one.name} · ${dataFieldTypeLabels[one.type]}${one.gone ? ' · gone' : ''}`,
          }))}
        onChange={(event) =>
          onChange({
            dataFieldId: event.target.value,
            sources: keepFitting(
              row.sources,
              sources,
              fields.find(({ id }) => id === event.target.value)?.type,
            ),
          })
        }
      />
      <div className="max-md:row-start-2">
        {joins ? (
          <Combobox
            multiple
            aria-label="CRM fields"
            disabled={disabled}
            value={row.sources}
            onChange={(next) => onChange({ sources: next })}
            options={fitting}
            placeholder="Choose CRM fields"
          />
        ) : (
          <Combobox
            aria-label="CRM field"
            disabled={disabled}
            value={row.sources[0] ?? null}
            onChange={(next) => onChange({ sources: next === null ? [] : [next] })}
            options={fitting}
            placeholder="Choose a CRM field"
            emptyText={`No CRM field fits ${dataFieldTypeLabels[target].toLowerCase()}`}
          />
        )}
        {error && <p className="mt-1 text-sm text-bad">{error}</p>}
        {field?.gone && (
          <p className="mt-1 text-sm text-bad">
            Gone at Dotdigital, so it is not sent. Remove the row, or create the field again.
          </p>
        )}
      </div>
      {row.sources.length > 1 ? (
        <label className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-3 max-md:row-start-3">
          joined by
          <CountedInput
            aria-label="Separator"
            className="w-14 text-center"
            disabled={disabled}
            value={row.separator}
            max={20}
            onChange={(event) => onChange({ separator: event.target.value })}
          />
        </label>
      ) : (
        <span className="hidden md:block" />
      )}
      {!disabled && (
        <IconButton
          className="max-md:col-start-2 max-md:row-start-2 md:col-start-4"
          label={`Remove ${field?.name ?? 'this row'}`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

/** Another type of data field keeps the sources that fit it: several only in text. */
function keepFitting(chosen: string[], sources: MappingSource[], type: DataFieldType | undefined): string[] {
  if (!type) return chosen;
  const fitting = chosen.filter((name) => {
    const field = sources.find((one) => one.name === name);
    return field !== undefined && convertibleTo[field.type]?.includes(type);
  });
  return type === 'String' ? fitting : fitting.slice(0, 1);
}
