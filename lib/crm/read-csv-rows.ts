import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';

import { AppError } from '../errors';
import { type CsvFormat, maxCsvRowLength } from './csv-import-schemas';

/** `rowNumber` as a spreadsheet shows it: the first line of the file is 1, blank lines count, a quoted line end doesn't. */
export type CsvRow = { rowNumber: number; cells: string[] };

/** The rows of a file that arrives in pieces, one at a time; blank lines are passed over. The header is a row like others. */
export async function* readCsvRows(
  pieces: AsyncIterable<Uint8Array>,
  format: Pick<CsvFormat, 'encoding' | 'delimiter'>,
): AsyncGenerator<CsvRow> {
  let found: string[][] = [];
  let failure: Error | undefined;
  const parser = parse({
    bom: true,
    delimiter: format.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxCsvRowLength,
    // Taken here instead of from the stream, which throws away what it holds when a later row fails.
    on_record: (cells: string[]) => {
      found.push(cells);
      return null;
    },
  });
  parser.on('error', (error: Error) => {
    failure = error;
  });
  parser.resume();
  let rowNumber = 0;
  try {
    for await (const piece of withEnd(toUtf8(pieces, format.encoding))) {
      await new Promise<void>((resolve) => {
        if (piece === null) parser.end(() => resolve());
        else parser.write(piece, () => resolve());
      });
      for (const cells of found) {
        rowNumber += 1;
        if (cells.length > 1 || cells[0] !== '') yield { rowNumber, cells };
      }
      found = [];
      if (failure) throw failure instanceof CsvError ? unreadable(failure, rowNumber) : failure;
    }
  } finally {
    parser.destroy();
  }
}

async function* withEnd<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece | null> {
  yield* pieces;
  yield null;
}

/** Parsed at a time: the rows of one such part wait in memory while they are handed on. */
const PARSED_BYTES = 64_000;

async function* inParts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PARSED_BYTES) yield piece.subarray(at, at + PARSED_BYTES);
  }
}

async function* toUtf8(pieces: AsyncIterable<Uint8Array>, encoding: CsvFormat['encoding']): AsyncGenerator<Uint8Array | string> {
  if (encoding === 'utf-8') {
    yield* inParts(pieces);
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  for await (const piece of inParts(pieces)) {
    const text = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    if (text) yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

function unreadable(error: CsvError, lastRow: number): AppError {
  const limit = maxCsvRowLength.toLocaleString('en-GB');
  const why =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? `is longer than ${limit} characters, usually because a quote opens and never closes`
      : error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'opens a quote that never closes'
        : `can’t be read (${error.message})`;
  const taken = lastRow === 0 ? 'No row could be read.' : `Rows up to ${lastRow.toLocaleString('en-GB')} could be read.`;
  return new AppError('invalid_input', `csv ${error.code} after row ${lastRow}`, {
    userMessage: `Row ${(lastRow + 1).toLocaleString('en-GB')} ${why}. ${taken} Correct the file there, or choose another delimiter, and upload it again.`,
    cause: error,
  });
}
