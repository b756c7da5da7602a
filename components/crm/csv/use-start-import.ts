'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import type { StartCsvImportInput } from '@/lib/csv-imports/schemas';
import type { Result } from '@/lib/result';
import type { CsvStep } from './use-csv-preview';
import { callAction } from '@/components/session/call-action';

export type StartAction = (input: StartCsvImportInput) => Promise<Result<unknown>>;

/** Starts an import as it is shown, or says why it wasn't started. */
export function useStartImport(id: string, { settle, draft }: CsvStep, act: StartAction) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const start = async (): Promise<void> => {
    setPending(true);
    setRefusal(null);
    try {
      const chosen = await settle();
      if (!chosen) return;
      const result = await callAction(
        () => act({ id, ...chosen }),
        'The server could not be reached. What you chose is still here; try again in a moment.',
      );
      if (result.ok) {
        draft.tookSaved();
        router.refresh();
      } else
        setRefusal(
          [
            result.error.message,
            ...Object.values(result.error.fieldErrors ?? {}).filter(
              (one) => !result.error.message.includes(one),
            ),
          ].join(' '),
        );
    } catch {
      setRefusal('The server could not be reached. What you chose is still here; try again in a moment.');
    } finally {
      setPending(false);
    }
  };
  return { start: () => void start(), pending, refusal };
}
