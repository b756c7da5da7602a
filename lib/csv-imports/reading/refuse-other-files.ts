import { fileTypeFromBuffer } from 'file-type';

import { invalidInput } from '@/lib/errors';
import type { CsvFormat } from '../csv-import-schemas';
import { decodeHead } from './detect-format';

/** Files that people take for CSV; naming what they are helps more than strange characters. By the ending that file-type gives. */
const others: Record<string, string> = {
  xlsx: 'an Excel workbook. Save the sheet as CSV and upload that file',
  zip: 'an Excel workbook or a zip archive. Save the sheet as CSV and upload that file',
  ods: 'an OpenDocument sheet. Save it as CSV and upload that file',
  cfb: 'an old Excel workbook. Save the sheet as CSV and upload that file',
  gz: 'a gzip archive. Unpack it and upload the CSV file inside',
  '7z': 'an archive. Unpack it and upload the CSV file inside',
  rar: 'an archive. Unpack it and upload the CSV file inside',
  pdf: 'a PDF. Export the table as CSV and upload that file',
};

/** Throws by name for what is certainly no CSV. Signatures of two letters (BM, MZ) may begin a heading too: they decide nothing. */
export async function refuseOtherFiles(head: Uint8Array, fileName: string): Promise<void> {
  const found = await fileTypeFromBuffer(head.subarray(0, 100_000)).catch(() => undefined);
  const what = found && others[found.ext];
  if (what) throw invalidInput(`${fileName} is ${what}.`);
}

const controls = /[\0-\x08\x0b\x0e-\x1f]/g;

/** Throws for what isn't text: pictures, programs, archives. A few control characters in a cell are a matter of their row. */
export function refuseBinary(head: Uint8Array, encoding: CsvFormat['encoding'], fileName: string): void {
  const text = decodeHead(head.subarray(0, 4_000), encoding);
  const found = text.match(controls)?.length ?? 0;
  if (found < 8 || found < text.length / 100) return;
  throw invalidInput(`${fileName} is not a text file. Save the table as CSV and upload that file.`);
}
