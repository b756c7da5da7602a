import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';

import { AppError } from '@/lib/errors';
import { type CsvFormat, maxCsvRowLength } from '../csv-import-schemas';

/**
 * `rowNumber` as a spreadsheet shows it: the first line of the file is 1, blank lines count, a quoted line end doesn't.
 * `endByte`: where the row ends, in the file's UTF-8 form.
 */
export type CsvRow = { rowNumber: number; cells: string[]; endByte: number };

/** The end of a row that was read before; reading goes on behind it. */
export type CsvPosition = { byte: number; row: number };

/** The rows of a file that arrives in pieces, one at a time; blank lines and rows of nothing but blank cells are passed over. The header is a row like others. */
export async function* readCsvRows(
  pieces: AsyncIterable<Uint8Array>,
  format: Pick<CsvFormat, 'encoding' | 'delimiter'>,
  after: CsvPosition = { byte: 0, row: 0 },
  /** Bytes of the file that stand before the first piece. */
  skippedBytes = 0,
): AsyncGenerator<CsvRow> {
  let found: { cells: string[]; endByte: number }[] = [];
  let failure: Error | undefined;
  const parser = parse({
    bom: after.byte === 0,
    delimiter: format.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxCsvRowLength,
  });
  // Taken here instead of from the stream, which throws away what it holds when a later row fails; on_record would be told of
  // each row what nobody asks, at a third of the whole cost.
  parser.push = (cells: string[] | null) => {
    if (cells !== null) found.push({ cells, endByte: after.byte + parser.info.bytes });
    return true;
  };
  parser.on('error', (error: Error) => {
    failure = error;
  });
  let rowNumber = after.row;
  try {
    for await (const piece of withEnd(behind(toUtf8(pieces, format.encoding), after.byte - skippedBytes))) {
      await new Promise<void>((resolve) => {
        if (piece === null) parser.end(() => resolve());
        else parser.write(piece, () => resolve());
      });
      for (const { cells, endByte } of found) {
        rowNumber += 1;
        if (!cells.every(isBlank)) yield { rowNumber, cells, endByte };
      }
      found = [];
      // Reading is work without a pause; whoever stores the rows beside it wants to hear the database's answers.
      await nextTurn();
      if (failure) throw failure instanceof CsvError ? unreadable(failure, rowNumber) : failure;
    }
  } finally {
    parser.destroy();
  }
}

const unseen = /^[\s\u00AD\u200B-\u200F\u2060]*$/;
/** What shows nothing on a screen is nothing. */
const isBlank = (cell: string): boolean =>
  cell === '' || (cell.length < 20 ? unseen.test(cell) : cell.trim() === '');

async function* withEnd<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece | null> {
  yield* pieces;
  yield null;
}

/** Parsed at a time: the rows of one such part wait in memory while they are handed on. */
const PARSED_BYTES = 32_000;

async function* inParts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PARSED_BYTES) yield piece.subarray(at, at + PARSED_BYTES);
  }
}

/** What stands behind the first bytes. */
async function* behind(pieces: AsyncIterable<Uint8Array>, byte: number): AsyncGenerator<Uint8Array> {
  let left = byte;
  for await (const piece of pieces) {
    if (left < piece.length) yield left === 0 ? piece : piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

async function* toUtf8(
  pieces: AsyncIterable<Uint8Array>,
  encoding: CsvFormat['encoding'],
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* inParts(pieces);
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  for await (const piece of inParts(pieces)) {
    const text = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    if (text) yield Buffer.from(text);
  }
  const rest = decoder.end();
  if (rest) yield Buffer.from(rest);
}

const reasons: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: `is longer than ${maxCsvRowLength.toLocaleString('en-GB')} characters, usually because a quote opens and never closes`,
  CSV_QUOTE_NOT_CLOSED: 'opens a quote that never closes',
};

/** Why a file can't be read behind a row; what to do is said with it. */
export function unreadable(
  error: { code: string; message?: string; cause?: unknown },
  lastRow: number,
): AppError {
  const why = reasons[error.code] ?? `can’t be read (${error.message})`;
  const taken =
    lastRow === 0 ? 'No row could be read.' : `Rows up to ${lastRow.toLocaleString('en-GB')} could be read.`;
  return new AppError('invalid_input', `csv ${error.code} after row ${lastRow}`, {
    userMessage: `Row ${(lastRow + 1).toLocaleString('en-GB')} ${why}. ${taken} Correct the file there, or choose another delimiter, and upload it again.`,
    ...(error instanceof CsvError ? { cause: error } : {}),
  });
}
