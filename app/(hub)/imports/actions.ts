'use server';

import { defineAction } from '@/app/_server/define-action';
import {
  cancelCsvImport,
  discardCsvImport,
  makeListOfImport,
  startCsvImport,
  undoCsvImport,
} from '@/lib/csv-imports';
import { CsvImportRef, MakeListOfImport, StartCsvImportInput } from '@/lib/csv-imports/schemas';

export const startCsvImportAction = defineAction({
  input: StartCsvImportInput,
  run: startCsvImport,
  wakes: true,
  revalidate: ['/imports'],
});
export const cancelCsvImportAction = defineAction({
  input: CsvImportRef,
  run: cancelCsvImport,
  revalidate: ['/imports'],
});
export const discardCsvImportAction = defineAction({
  input: CsvImportRef,
  run: discardCsvImport,
  revalidate: ['/imports'],
});
export const makeListOfImportAction = defineAction({
  input: MakeListOfImport,
  run: makeListOfImport,
  revalidate: ['/marketing-lists'],
});
export const undoCsvImportAction = defineAction({
  input: CsvImportRef,
  run: undoCsvImport,
  wakes: true,
  revalidate: ['/imports'],
});
