'use client';

import type { ReactNode } from 'react';
import { tagOptions } from '@/components/crm/tag-options';
import { Checkbox } from '@/components/ui/checkbox';
import { Combobox } from '@/components/ui/combobox';
import { CountedInput } from '@/components/ui/counted-input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import {
  ConflictPolicy,
  conflictPolicies,
  conflictPolicyLabels,
  DatePattern,
  datePatterns,
  emptyPolicies,
  EmptyPolicy,
  emptyPolicyLabels,
  whyNotTwoWay,
  type DataFieldType,
  type MappingSource,
} from '@/lib/data-fields/schemas';
import type { EditorRow } from './editor-rows';
import { RulesEditor } from './rules-editor';

type RowSettingsProps = {
  id: string;
  row: EditorRow;
  name: string;
  type: DataFieldType;
  sources: MappingSource[];
  disabled: boolean;
  onChange: (part: Partial<EditorRow>) => void;
};

/** How a row fills its data field: joining, form, rules, emptiness, and whether changes come back. */
export function RowSettingsEditor({ id, row, name, type, sources, disabled, onChange }: RowSettingsProps) {
  const types = new Set(sources.map((source) => source.type));
  const format = (part: Partial<EditorRow['format']>): void =>
    onChange({ format: { ...row.format, ...part } });
  const why = whyNotTwoWay(row, type, (source) => sources.find((one) => one.name === source));
  const inText = type === 'String';
  return (
    <div
      id={id}
      role="group"
      aria-label={`How ${name} is filled`}
      className="mt-3 grid gap-3 border-l-2 pl-3"
    >
      {row.sources.length > 1 && (
        <Setting label="Joined by" note="Empty parts are left out.">
          <CountedInput
            className="w-24"
            disabled={disabled}
            value={row.separator}
            max={20}
            onChange={(event) => onChange({ separator: event.target.value })}
          />
        </Setting>
      )}
      {inText && (types.has('date') || types.has('datetime')) && (
        <Setting label="Days as">
          <Select
            disabled={disabled}
            value={row.format.date}
            options={datePatterns.map((value) => ({ value, label: value }))}
            onChange={(event) => format({ date: DatePattern.parse(event.target.value) })}
          />
        </Setting>
      )}
      {inText && types.has('boolean') && (
        <>
          <Setting label="Yes as">
            <CountedInput
              disabled={disabled}
              value={row.format.yes}
              max={40}
              onChange={(event) => format({ yes: event.target.value })}
            />
          </Setting>
          <Setting label="No as">
            <CountedInput
              disabled={disabled}
              value={row.format.no}
              max={40}
              onChange={(event) => format({ no: event.target.value })}
            />
          </Setting>
        </>
      )}
      {inText && types.has('number') && (
        <>
          <Setting label="Decimals">
            <Select
              disabled={disabled}
              value={row.format.decimals === null ? '' : String(row.format.decimals)}
              placeholder="as many as there are"
              options={Array.from({ length: 10 }, (_, n) => ({ value: String(n), label: String(n) }))}
              onChange={(event) =>
                format({ decimals: event.target.value === '' ? null : Number(event.target.value) })
              }
            />
          </Setting>
          <Setting label="Decimal sign">
            <Select
              disabled={disabled}
              value={row.format.decimalSign}
              options={[
                { value: '.', label: 'point, 1234.5' },
                { value: ',', label: 'comma, 1234,5' },
              ]}
              onChange={(event) => format({ decimalSign: event.target.value === ',' ? ',' : '.' })}
            />
          </Setting>
        </>
      )}
      {inText && types.has('choice') && (
        <Setting label="Choices by">
          <Select
            disabled={disabled}
            value={row.format.choice}
            options={[
              { value: 'label', label: 'what people read' },
              { value: 'value', label: 'what is stored' },
            ]}
            onChange={(event) => format({ choice: event.target.value === 'value' ? 'value' : 'label' })}
          />
        </Setting>
      )}
      {inText && types.has('tags') && (
        <Setting label="Tags joined by">
          <CountedInput
            className="w-24"
            disabled={disabled}
            value={row.format.tagSeparator}
            max={20}
            onChange={(event) => format({ tagSeparator: event.target.value })}
          />
        </Setting>
      )}
      {type === 'Boolean' && types.has('tags') && (
        <Setting label="True for the tag" note="False for everybody else.">
          <Combobox
            aria-label={`Tag that ${name} tells of`}
            disabled={disabled}
            value={row.format.tag === '' ? null : row.format.tag}
            options={row.format.tag === '' ? [] : [{ value: row.format.tag, label: row.format.tag }]}
            load={tagOptions}
            onChange={(tag) => format({ tag: tag ?? '' })}
            placeholder="Choose a tag"
            searchPlaceholder="Find a tag"
            emptyText="No tag has this name"
          />
        </Setting>
      )}
      <RulesEditor
        rules={row.rules}
        name={name}
        disabled={disabled}
        onChange={(rules) => onChange({ rules, ...(rules.length > 0 ? { twoWay: false } : {}) })}
      />
      <Setting label="An empty value">
        <Select
          disabled={disabled}
          value={row.empty}
          options={emptyPolicies.map((value) => ({ value, label: emptyPolicyLabels[value] }))}
          onChange={(event) => onChange({ empty: EmptyPolicy.parse(event.target.value) })}
        />
      </Setting>
      <TwoWay row={row} name={name} why={why} disabled={disabled} onChange={onChange} />
    </div>
  );
}

type TwoWayProps = Pick<RowSettingsProps, 'row' | 'name' | 'disabled' | 'onChange'> & { why: string | null };

function TwoWay({ row, name, why, disabled, onChange }: TwoWayProps) {
  return (
    <div className="grid gap-2">
      <label className="flex items-center gap-2.5">
        <Switch
          aria-label={`Changes of ${name} at Dotdigital come back`}
          disabled={disabled || (why !== null && !row.twoWay)}
          checked={row.twoWay}
          onCheckedChange={(twoWay) => onChange({ twoWay })}
        />
        Both ways: changes at Dotdigital come back into the record
      </label>
      {why !== null && <p className="text-sm text-ink-2">{why}</p>}
      {row.twoWay && (
        <>
          <Setting label="Changed on both sides" note="All values are read once when this is switched on.">
            <Select
              disabled={disabled}
              value={row.conflict}
              options={conflictPolicies.map((value) => ({ value, label: conflictPolicyLabels[value] }))}
              onChange={(event) => onChange({ conflict: ConflictPolicy.parse(event.target.value) })}
            />
          </Setting>
          <label className="flex items-center gap-2.5">
            <Checkbox
              disabled={disabled}
              checked={row.emptyComesBack}
              onCheckedChange={(emptyComesBack) => onChange({ emptyComesBack })}
            />
            An empty value at Dotdigital empties the record’s field too
          </label>
        </>
      )}
    </div>
  );
}

function Setting({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <label className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[150px_minmax(0,280px)]">
      <span className="text-sm text-ink-2">{label}</span>
      <span className="min-w-0">{children}</span>
      {note && <span className="text-sm text-ink-3 sm:col-start-2">{note}</span>}
    </label>
  );
}
