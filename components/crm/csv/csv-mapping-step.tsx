'use client';

import type { ReactNode } from 'react';

import { Bytes, Plural } from '@/components/ui/numbers';
import { CardsSkeleton } from '@/components/ui/skeleton';
import { useViewer } from '@/components/ui/viewer';
import type { CsvImportView, CsvPreview } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import { agree, plural } from '@/lib/format';
import type { Result } from '@/lib/result';
import { CsvColumns } from './csv-columns';
import { CsvFindings } from './csv-findings';
import { CsvFormatCard } from './csv-format-card';
import { CsvOptionsCard } from './csv-options';
import { CsvPreviewTable } from './csv-preview-table';
import { CsvQuestions } from './csv-questions';
import { CsvRecipe } from './csv-recipe';
import { CsvStepHeader } from './csv-step-header';
import { CsvSuppressionStep } from './csv-suppression-step';
import { type CsvStep, useCsvPreview } from './use-csv-preview';
import type { StartAction } from './use-start-import';

type CsvMappingStepProps = {
  file: CsvImportView;
  owners: { id: string; name: string }[];
  startAction: StartAction;
  discardAction: (input: { id: string }) => Promise<Result<unknown>>;
};

/** Between upload and start: how the file is read, what has to be answered, and the first people as they would become. */
export function CsvMappingStep({ file, owners, ...actions }: CsvMappingStepProps) {
  const step = useCsvPreview(file.id);
  return file.kind === 'suppression' ? (
    <CsvSuppressionStep file={file} step={step} {...actions} />
  ) : (
    <CsvPeopleStep file={file} step={step} owners={owners} {...actions} />
  );
}

function CsvPeopleStep({ file, step, owners, ...actions }: CsvMappingStepProps & { step: CsvStep }) {
  const { locale } = useViewer();
  const { preview, format, mapping, options } = step;
  const rowCount = preview?.rowCount ?? file.rowCount;
  return (
    <>
      <CsvStepHeader
        file={file}
        step={step}
        lede={
          <>
            <Plural count={rowCount} one="row" /> in <Bytes value={file.byteCount} />, for{' '}
            {entityLabels[file.entity].many.toLowerCase()}. Nothing is stored as a record yet.
          </>
        }
        startLabel={`Start import of ${plural(rowCount, 'row', 'rows', locale)}`}
        waitsFor={waitsFor(step)}
        {...actions}
      />
      {preview && format && mapping && options ? (
        <div className="grid grid-cols-1 gap-4">
          <CsvRecipe recipe={preview.recipe} declined={step.declined} onDecline={step.declineRecipe} />
          <CsvQuestions
            questions={preview.questions}
            columns={preview.columns}
            answers={step.answers}
            onAnswer={step.setAnswer}
          />
          <CsvFindings preview={preview} step={step} />
          <CsvPreviewTable preview={preview} mapping={mapping} entity={file.entity} />
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
            <CsvColumns preview={preview} mapping={mapping} options={options} step={step} />
            <div className="grid min-w-0 gap-4">
              <CsvFormatCard format={format} head={preview.head} onChange={step.setFormat} />
              <CsvOptionsCard
                options={options}
                mapping={mapping}
                hasDates={hasDates(preview)}
                owners={owners}
                onChange={step.setOptions}
              />
            </div>
          </div>
        </div>
      ) : (
        !step.error && <CardsSkeleton count={2} />
      )}
    </>
  );
}

const hasDates = ({ columns }: CsvPreview): boolean =>
  columns.some(({ reader }) => reader?.read === 'day' || reader?.read === 'moment');

function waitsFor({ preview, mapping, error }: CsvStep): ReactNode {
  if (error) return 'Waits until the file can be read.';
  if (!preview) return 'Waits until the file is looked through.';
  if (preview.rowCount === 0) return 'There is nobody to import.';
  const open = preview.questions.filter(({ answer }) => answer === null).length;
  if (open > 0)
    return (
      <>
        Waits for{' '}
        <a href="#questions" className="prose-link">
          {agree(open, 'one answer', `${open} answers`)}
        </a>
        .
      </>
    );
  return Object.keys(mapping ?? {}).length === 0 ? 'Waits for a field for at least one column.' : null;
}
