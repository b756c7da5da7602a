'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Bytes, Plural } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { CardsSkeleton } from '@/components/ui/skeleton';
import { useViewer } from '@/components/ui/viewer';
import { type CsvImportView, type StartCsvImportInput } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import { plural } from '@/lib/format';
import type { Result } from '@/lib/result';
import { CsvColumns } from './csv-columns';
import { CsvFormatCard, CsvOptionsCard } from './csv-options';
import { CsvNotices } from './csv-notices';
import { CsvPreviewTable } from './csv-preview-table';
import { useCsvPreview } from './use-csv-preview';

type CsvMappingStepProps = {
  file: CsvImportView;
  owners: { id: string; name: string }[];
  startAction: (input: StartCsvImportInput) => Promise<Result<unknown>>;
  discardAction: (input: { id: string }) => Promise<Result<unknown>>;
};

export function CsvMappingStep({ file, owners, startAction, discardAction }: CsvMappingStepProps) {
  const router = useRouter();
  const { locale } = useViewer();
  const step = useCsvPreview(file.id);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { preview, format, mapping, options, answers } = step;
  const rowCount = preview?.rowCount ?? file.rowCount;
  const fieldCount = mapping ? Object.keys(mapping).length : 0;
  const open = preview?.questions.filter(({ answer }) => answer === null) ?? [];
  const ready = step.isFresh && fieldCount > 0 && rowCount > 0 && open.length === 0;

  const start = async (): Promise<void> => {
    if (!format || !mapping || !options) return;
    setPending(true);
    setRefusal(null);
    try {
      const result = await startAction({ id: file.id, format, mapping, options, answers });
      if (result.ok) router.refresh();
      else
        setRefusal(
          [
            result.error.message,
            ...Object.values(result.error.fieldErrors ?? {}).filter((one) => one !== result.error.message),
          ].join(' '),
        );
    } catch {
      setRefusal('The server could not be reached. What you chose is still here; try again in a moment.');
    } finally {
      setPending(false);
    }
  };

  return (
    <>
      <PageHeader
        title={file.fileName}
        trail={[{ label: 'Imports', href: '/imports' }, { label: file.fileName }]}
        lede={
          <>
            <Plural count={rowCount} one="row" /> in <Bytes value={file.byteCount} />, for{' '}
            {entityLabels[file.entity].many.toLowerCase()}. Nothing is stored as a record yet.
          </>
        }
        actions={
          <>
            <ConfirmDialog
              trigger={<Button variant="quiet">Discard</Button>}
              title={`Discard ${file.fileName}`}
              goes="The uploaded file goes. Nothing of it was imported."
              confirm="Discard this file"
              onConfirm={async () => {
                const result = await discardAction({ id: file.id });
                if (result.ok) router.push('/imports');
                return result;
              }}
            />
            <Button variant="primary" pending={pending} disabled={!ready} onClick={() => void start()}>
              Start import of {plural(rowCount, 'row', 'rows', locale)}
            </Button>
          </>
        }
      />
      {refusal && (
        <Notice tone="bad" title="Not started." className="mb-4">
          {refusal}
        </Notice>
      )}
      {step.error && (
        <Notice tone="bad" title="The file can’t be read like that." className="mb-4">
          {step.error.message}
        </Notice>
      )}
      {!step.error && preview && (
        <CsvNotices
          warnings={preview.warnings}
          questions={preview.questions}
          optedOutCount={preview.optedOutCount}
          onAnswer={step.setAnswer}
        />
      )}
      {preview && format && mapping && options ? (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <div className="grid min-w-0 gap-4">
            <CsvColumns
              columns={preview.columns}
              fields={preview.fields}
              mapping={mapping}
              onChange={step.setMapping}
            />
            <CsvPreviewTable preview={preview} mapping={mapping} entity={file.entity} />
          </div>
          <div className="grid gap-4">
            <CsvFormatCard format={format} onChange={step.setFormat} />
            <CsvOptionsCard
              options={options}
              mapping={mapping}
              hasDates={preview.columns.some(
                (column) => column.type === 'date' && String(column.index) in mapping,
              )}
              owners={owners}
              onChange={step.setOptions}
            />
          </div>
        </div>
      ) : (
        !step.error && <CardsSkeleton count={2} />
      )}
    </>
  );
}
