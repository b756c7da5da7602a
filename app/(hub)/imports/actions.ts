'use server';

import { defineAction } from '@/app/_server/define-action';
import { wakeJobs } from '@/app/_server/wake-jobs';
import { cancelCsvImport, discardCsvImport, startCsvImport, undoCsvImport } from '@/lib/csv-imports';
import { CsvImportRef, StartCsvImportInput } from '@/lib/csv-imports/schemas';

const start = defineAction({
  input: StartCsvImportInput,
  run: async (ctx, input) => {
    const started = await startCsvImport(ctx, input);
    await wakeJobs();
    return started;
  },
  revalidate: ['/imports'],
});
export async function startCsvImportAction(input: unknown) {
  return start(input);
}

const cancel = defineAction({
  input: CsvImportRef,
  run: (ctx, input) => cancelCsvImport(ctx, input),
  revalidate: ['/imports'],
});
export async function cancelCsvImportAction(input: unknown) {
  return cancel(input);
}

const discard = defineAction({
  input: CsvImportRef,
  run: (ctx, input) => discardCsvImport(ctx, input),
  revalidate: ['/imports'],
});
export async function discardCsvImportAction(input: unknown) {
  return discard(input);
}

const undo = defineAction({
  input: CsvImportRef,
  run: async (ctx, input) => {
    const asked = await undoCsvImport(ctx, input);
    await wakeJobs();
    return asked;
  },
  revalidate: ['/imports'],
});
export async function undoCsvImportAction(input: unknown) {
  return undo(input);
}
