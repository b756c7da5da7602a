'use client';

import { type ReactNode, useId } from 'react';

import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { type CsvImportOptions, isConsentState } from '@/lib/crm/schemas';
import type { CsvColumnPreview, CsvMapping } from '@/lib/csv-imports/schemas';
import { CsvAnswerTable } from './csv-answer-table';
import type { CsvStep } from './use-csv-preview';

type CsvReadingProps = {
  column: CsvColumnPreview;
  columns: readonly CsvColumnPreview[];
  mapping: CsvMapping;
  options: CsvImportOptions;
  step: CsvStep;
};

/** How one column is read, to be changed, and what becomes of a person whose value can't be. */
export function CsvReading(props: CsvReadingProps) {
  return (
    <div className="grid gap-3">
      <Reader {...props} />
      <Unreadable {...props} />
    </div>
  );
}

function Reader({ column, columns, options, step }: CsvReadingProps): ReactNode {
  const id = useId();
  const { index, reader } = column;
  const { answers } = step;
  switch (reader?.read) {
    case 'day':
    case 'moment':
      return (
        <Line label="Days like 03/04/1984">
          <SegmentedControl<'dmy' | 'mdy' | 'ymd'>
            label={`Days in ${column.header}`}
            value={orderOf(answers[`date_order:${index}`]) ?? reader.order}
            options={[
              { value: 'dmy', label: 'Day first' },
              { value: 'mdy', label: 'Month first' },
            ]}
            onChange={(order) => step.setAnswer(`date_order:${index}`, order)}
          />
        </Line>
      );
    case 'number':
      return (
        <Line label="Decimals stand after">
          <SegmentedControl<'.' | ',' | ''>
            label={`Decimals in ${column.header}`}
            value={reader.decimal ?? ''}
            options={[
              { value: '.', label: 'The point' },
              { value: ',', label: 'The comma' },
            ]}
            onChange={(sign) => step.setAnswer(`decimal_sign:${index}`, sign)}
          />
        </Line>
      );
    case 'phone':
      return (
        <Line label="Which kind of number it is" htmlFor={id}>
          <Select
            id={id}
            className="max-w-[300px]"
            value={answers[`phone_label:${index}`] ?? (reader.label === null ? 'none' : String(reader.label))}
            options={[
              { value: 'none', label: 'The field says it' },
              ...columns
                .filter((other) => other.index !== index)
                .map((other) => ({ value: String(other.index), label: `As “${other.header}” says` })),
            ]}
            onChange={(event) => step.setAnswer(`phone_label:${index}`, event.target.value)}
          />
        </Line>
      );
    case 'full-name':
      return (
        <div className="flex items-center gap-2.5">
          <Switch
            id={id}
            checked={options.splitNames}
            onCheckedChange={(splitNames) => step.setOptions({ splitNames })}
          />
          <label htmlFor={id}>Split into first and last name</label>
        </div>
      );
    case 'consent':
      return column.answers === null ? (
        <p className="text-ink-2">It holds more answers than can be gone through one by one.</p>
      ) : (
        <CsvAnswerTable
          column={column}
          words={Object.keys(column.answers).slice(0, 40)}
          answers={step.answers}
          onAnswer={step.setAnswer}
        />
      );
    default:
      return null;
  }
}

const orderOf = (answer: string | undefined): 'dmy' | 'mdy' | null =>
  answer === 'dmy' || answer === 'mdy' ? answer : null;

/** Who a person is and whether they may be reached is never left empty. */
const alwaysRefused = (field: string, { matchBy }: CsvImportOptions): boolean =>
  field === 'email' || isConsentState(field) || (field === 'externalId' && matchBy === 'externalId');

/** Whose values come of a column: a whole name has two, a labelled number goes by its label. */
function fieldsOf({ reader }: CsvColumnPreview, field: string): string[] {
  if (reader?.read === 'full-name') return ['firstName', 'lastName'];
  return reader?.read === 'phone' && reader.label !== null ? ['phone', 'mobile'] : [field];
}

function Unreadable({ column, columns, mapping, options, step }: CsvReadingProps) {
  const field = mapping[String(column.index)];
  if (field === undefined) return null;
  if (alwaysRefused(field, options))
    return <p className="text-sm text-ink-2">A row whose value can’t be read is refused.</p>;
  const own = fieldsOf(column, field);
  const all = columns.flatMap((one) => {
    const name = mapping[String(one.index)];
    return name === undefined ? [] : fieldsOf(one, name);
  });
  const refused = options.refuseFor === 'all' ? all : options.refuseFor;
  const others = [...new Set(refused)].filter((name) => !own.includes(name));
  return (
    <Line label="A value that can’t be read">
      <SegmentedControl<'leave' | 'refuse'>
        label={`A value of ${column.header} that can’t be read`}
        value={own.every((name) => refused.includes(name)) ? 'refuse' : 'leave'}
        options={[
          { value: 'leave', label: 'Keep the person, leave it empty' },
          { value: 'refuse', label: 'Refuse the row' },
        ]}
        onChange={(value) =>
          step.setOptions({ refuseFor: value === 'refuse' ? [...others, ...own] : others })
        }
      />
    </Line>
  );
}

function Line({ label, htmlFor, children }: { label: string; htmlFor?: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      {htmlFor ? (
        <label htmlFor={htmlFor} className="text-sm text-ink-2">
          {label}
        </label>
      ) : (
        <span className="text-sm text-ink-2">{label}</span>
      )}
      {children}
    </div>
  );
}
