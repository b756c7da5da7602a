'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';

import { DraftNotice } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import type { CsvImportView } from '@/lib/csv-imports/schemas';
import type { Result } from '@/lib/result';
import type { CsvStep } from './use-csv-preview';
import { type StartAction, useStartImport } from './use-start-import';

type CsvStepHeaderProps = {
  file: CsvImportView;
  step: CsvStep;
  lede: ReactNode;
  startLabel: string;
  /** Why it can't be started yet. */
  waitsFor: ReactNode;
  startAction: StartAction;
  discardAction: (input: { id: string }) => Promise<Result<unknown>>;
};

/** The head of a file that isn't started: what it is, and start or discard with the reason where it must wait. */
export function CsvStepHeader({
  file,
  step,
  lede,
  startLabel,
  waitsFor,
  startAction,
  discardAction,
}: CsvStepHeaderProps) {
  const router = useRouter();
  const { start, pending, refusal } = useStartImport(file.id, step, startAction);
  return (
    <>
      <PageHeader
        title={file.fileName}
        trail={[{ label: 'Imports', href: '/imports' }, { label: file.fileName }]}
        lede={lede}
        actions={
          <div className="flex flex-wrap gap-2 sm:justify-end">
            <ConfirmDialog
              trigger={<Button variant="quiet">Discard</Button>}
              title={`Discard ${file.fileName}`}
              goes="The uploaded file goes. Nothing of it was imported."
              confirm="Discard this file"
              onConfirm={async () => {
                const result = await discardAction({ id: file.id });
                if (result.ok) {
                  step.draft.tookSaved();
                  router.push('/imports');
                }
                return result;
              }}
            />
            <Button variant="primary" pending={pending} why={waitsFor} onClick={start}>
              {startLabel}
            </Button>
          </div>
        }
      />
      <DraftNotice {...step.draft} className="mb-4" />
      {refusal && (
        <Notice tone="bad" title="Not started." className="mb-4">
          {refusal}
        </Notice>
      )}
      {step.error && (
        <Notice
          tone="bad"
          title="The file can’t be read like that."
          className="mb-4"
          action={
            <Button size="sm" onClick={step.retry}>
              Try again
            </Button>
          }
        >
          {step.error.message}
        </Notice>
      )}
    </>
  );
}
