import { parse } from 'csv-parse/sync';
import { DotdigitalError } from './errors';
import { readOne } from './pages';
import type { Transport } from './request';
import { WireImport, WireImportReport } from './wire';
import { storable } from './wire-values';

/** Dotdigital takes files up to 50 MB (dotdigital-api.md 1.6). */
const largestImportBytes = 50 * 1024 * 1024;

export type ImportFault = {
  /** Dotdigital's words: "Unsubscribed", "Invalid Email" … Two tables of words exist, see faultReason. */
  reason: string;
  /** The row as it was sent, by the header's own spelling. */
  columns: Record<string, string>;
};

/** Dotdigital's merge options (dotdigital-api.md 5.1), by what an empty cell, or a field that is filled there already, comes to. */
const mergeOptions = {
  clear: '',
  keep: '/with-merge-option/OnlyOverwriteIfNotEmpty',
  fill: '/with-merge-option/OnlyOverwriteIfContactDataNotPopulated',
};

export const importCalls = (transport: Transport) => ({
  /**
   * Into a book, or (null) into the account alone, where it changes people and puts nobody anywhere. Never repeated here: the caller stores
   * what it intends before and what came of it after.
   */
  async startImport(
    bookId: number | null,
    { fileName, csv, empty = 'clear' }: { fileName: string; csv: Buffer; empty?: keyof typeof mergeOptions },
  ): Promise<WireImport> {
    const where = bookId === null ? '' : `/address-books/${bookId}`;
    const path = `${where}/contacts/import${mergeOptions[empty]}`;
    if (csv.length > largestImportBytes) {
      throw new DotdigitalError('refused', `POST ${path}`, {
        acted: 'no',
        detail: 'the file is larger than 50 MB',
      });
    }
    const { body } = await transport.send({
      method: 'POST',
      path,
      tier: 'lowCallRate',
      body: { fileName, data: csv.toString('base64') },
    });
    return readOne(`POST ${path}`, WireImport, body, 'yes');
  },

  async importStatus(importId: string): Promise<WireImport> {
    const path = `/contacts/import/${encodeURIComponent(importId)}`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'unlimited' });
    const read = readOne(`GET ${path}`, WireImport, body);
    if (read.importId.toLowerCase() === importId.toLowerCase()) return read;
    throw new DotdigitalError('invalid_answer', `GET ${path}`, {
      acted: 'no',
      detail: 'the answer is about another import',
    });
  },

  async importReport(importId: string): Promise<WireImportReport> {
    const path = `/contacts/import/${encodeURIComponent(importId)}/report`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'unlimited' });
    return readOne(`GET ${path}`, WireImportReport, body);
  },

  /** Nothing when no row was refused: an empty body and a lone header mean the same. */
  async *importFaults(importId: string): AsyncGenerator<ImportFault> {
    const path = `/contacts/import/${encodeURIComponent(importId)}/report-faults`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'unlimited', expect: 'text' });
    yield* readFaults(String(body), path);
  },
});

export function* readFaults(text: string, path = ''): Generator<ImportFault> {
  if (text.trim() === '') return;
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    throw new DotdigitalError('invalid_answer', `GET ${path}`, {
      acted: 'no',
      detail: 'the list of faults is cut off or not CSV',
      cause,
    });
  }
  const [header = [], ...faults] = rows;
  const names = header.map((name) => storable(name).trim());
  const reasonAt = Math.max(
    0,
    names.findIndex((name) => name.toLowerCase() === 'reason'),
  );
  for (const cells of faults) {
    const columns = Object.create(null) as Record<string, string>;
    names.forEach((name, at) => {
      if (at !== reasonAt) columns[name] = storable(cells[at] ?? '');
    });
    yield { reason: storable(cells[reasonAt] ?? '').trim(), columns };
  }
}
