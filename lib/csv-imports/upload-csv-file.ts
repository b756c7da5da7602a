import { actorUserId } from '@/lib/actor';
import { type Context, recordAudit } from '@/lib/context';
import { type AppError, invalidInput } from '@/lib/errors';
import { formatBytes } from '@/lib/format';
import { permit } from '@/lib/permissions';
import { inPieces, readChunks, storeChunk } from './csv-chunks';
import {
  columnNames,
  decodeHead,
  detectDelimiter,
  detectEncoding,
  refuseBinary,
  refuseOtherFiles,
} from './csv-format';
import {
  type CsvFormat,
  maxCsvBytes,
  maxCsvColumns,
  maxCsvRowLength,
  UploadCsvQuery,
} from './csv-import-schemas';
import { CsvRowCounter } from './csv-row-counter';
import { readCsvRows, unreadable } from './read-csv-rows';

type UploadInput = {
  query: UploadCsvQuery;
  body: AsyncIterable<Uint8Array>;
  /** What the sender says it sends; another sum means that the body was cut on the way. */
  contentLength: number | null;
};

/**
 * Stores a file in pieces while it arrives, never whole in memory, and looks at what it is. An upload that ends
 * early leaves nothing; one whose process dies is swept away by a later upload.
 */
export async function uploadCsvFile(ctx: Context, input: UploadInput): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { entity, fileName } = UploadCsvQuery.parse(input.query);
  if ((input.contentLength ?? 0) > maxCsvBytes) throw tooBig(input.contentLength ?? 0);
  await sweepEndedUploads(ctx);
  const { id } = await ctx.db.prisma.csvImport.create({
    data: {
      entity,
      fileName,
      byteCount: 0n,
      encoding: 'utf-8',
      delimiter: ',',
      headers: [],
      state: 'uploading',
      createdById: actorUserId(ctx.actor),
      createdAt: ctx.now(),
    },
    select: { id: true },
  });
  try {
    const arrived = await storeBody(ctx, id, input);
    const format = await describeFile(ctx, id, arrived.rows);
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.csvImport.update({
        where: { id },
        data: {
          byteCount: BigInt(arrived.byteCount),
          encoding: arrived.rows.encoding,
          delimiter: arrived.rows.delimiter,
          headers: format.headers,
          rowCount: format.rowCount,
          state: 'uploaded',
          options: { openQuoteRow: arrived.rows.openQuoteRow },
        },
      });
      await recordAudit(ctx, tx, {
        action: 'csv-import.upload',
        subjectType: 'csv_import',
        subjectId: id,
        detail: { fileName, byteCount: arrived.byteCount },
      });
    });
    return { id: String(id) };
  } catch (error) {
    await ctx.db.prisma.csvImport.deleteMany({ where: { id } });
    throw error;
  }
}

/** Rows of a file, the header among them, and the row whose quote never closes. */
type CsvCut = { count: number; openQuoteRow: number | null };
type Arrived = { byteCount: number; rows: Pick<CsvFormat, 'encoding' | 'delimiter'> & CsvCut };

async function storeBody(ctx: Context, id: bigint, input: UploadInput): Promise<Arrived> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let byteCount = 0;
  let n = 0;
  let head: Buffer | null = null;
  let counter = new CsvRowCounter({ encoding: 'utf-8', delimiter: ',' });
  let delimiter: CsvFormat['delimiter'] = ',';
  for await (const piece of inPieces(input.body)) {
    if (head === null) {
      head = piece;
      refuseOtherFiles(piece, input.query.fileName);
      // Whether all of it is UTF-8 shows at the end only; until then it cuts rows as any encoding of single bytes does.
      const encoding = detectEncoding(piece, true);
      refuseBinary(piece, encoding, input.query.fileName);
      delimiter = detectDelimiter(decodeHead(piece.subarray(0, 200_000), encoding));
      counter = new CsvRowCounter({ encoding, delimiter });
    }
    byteCount += piece.length;
    if (byteCount > maxCsvBytes) throw tooBig(byteCount);
    counter.push(piece);
    if (counter.isInFirstRow() && byteCount > 2 * maxCsvRowLength)
      throw unreadable({ code: 'CSV_MAX_RECORD_SIZE' }, 0);
    isUtf8 = isUtf8 && isValid(utf8, piece, true);
    await storeChunk(ctx.db, id, n, piece);
    n += 1;
  }
  if (input.contentLength !== null && input.contentLength !== byteCount) {
    throw invalidInput(
      `Only ${formatBytes(byteCount)} of ${formatBytes(input.contentLength)} arrived, so nothing was kept. Upload the file again.`,
    );
  }
  if (head === null)
    throw invalidInput('This file is empty. Choose one with a header row and at least one person.');
  isUtf8 = isUtf8 && isValid(utf8, new Uint8Array(), false);
  return {
    byteCount,
    rows: {
      encoding: detectEncoding(head, isUtf8),
      delimiter,
      count: counter.rows(),
      openQuoteRow: counter.openQuoteRow(),
    },
  };
}

function isValid(decoder: TextDecoder, piece: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(piece, { stream });
    return true;
  } catch {
    return false;
  }
}

/** How the stored file falls into rows when it is read so. */
export async function cutRows(
  ctx: Context,
  id: bigint,
  format: Pick<CsvFormat, 'encoding' | 'delimiter'>,
): Promise<CsvCut> {
  const counter = new CsvRowCounter(format);
  for await (const piece of readChunks(ctx.db, id)) counter.push(piece);
  return { count: counter.rows(), openQuoteRow: counter.openQuoteRow() };
}

async function describeFile(
  ctx: Context,
  id: bigint,
  rows: Arrived['rows'],
): Promise<{ headers: string[]; rowCount: number }> {
  for await (const { cells } of readCsvRows(readChunks(ctx.db, id), rows)) {
    refuseTooWide(cells.length);
    return { headers: columnNames(cells, true), rowCount: Math.max(0, rows.count - 1) };
  }
  throw invalidInput('This file holds no rows. Choose one with a header row and at least one person.');
}

export function refuseTooWide(columnCount: number): void {
  if (columnCount <= maxCsvColumns) return;
  throw invalidInput(
    `This file has ${columnCount.toLocaleString('en-GB')} columns; at most ${maxCsvColumns} are read. Save only the columns you need.`,
  );
}

const tooBig = (byteCount: number): AppError =>
  invalidInput(
    `This file is larger than ${formatBytes(maxCsvBytes)} (${formatBytes(byteCount)} so far). Split it and upload the parts one by one.`,
  );

/** Uploads whose process died: nothing has arrived for them for a day. */
async function sweepEndedUploads(ctx: Context): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    DELETE FROM csv_imports WHERE state = 'uploading' AND created_at < now() - interval '1 day'`;
}
