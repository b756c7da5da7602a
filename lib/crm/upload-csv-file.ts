import { actorUserId } from '../actor';
import { type Context, recordAudit } from '../context';
import { type AppError, invalidInput } from '../errors';
import { formatBytes } from '../format';
import { permit } from '../permissions';
import { inPieces, readChunks, storeChunk } from './csv-chunks';
import { decodeHead, detectDelimiter, detectEncoding, refuseOtherFiles } from './csv-format';
import { type CsvFormat, maxCsvBytes, maxCsvColumns, UploadCsvQuery } from './csv-import-schemas';
import { CsvRowCounter } from './csv-row-counter';
import { readCsvRows } from './read-csv-rows';

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
      entity, fileName: fileName.replaceAll('\0', ''), byteCount: 0n, encoding: 'utf-8', delimiter: ',', headers: [],
      state: 'uploading', createdById: actorUserId(ctx.actor), createdAt: ctx.now(),
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
          byteCount: BigInt(arrived.byteCount), encoding: arrived.rows.encoding, delimiter: arrived.rows.delimiter,
          headers: format.headers, rowCount: format.rowCount, state: 'uploaded',
        },
      });
      await recordAudit(ctx, tx, { action: 'csv-import.upload', subjectType: 'csv_import', subjectId: id, detail: { fileName, byteCount: arrived.byteCount } });
    });
    return { id: String(id) };
  } catch (error) {
    await ctx.db.prisma.csvImport.deleteMany({ where: { id } });
    throw error;
  }
}

type Arrived = { byteCount: number; rows: Pick<CsvFormat, 'encoding' | 'delimiter'> & { count: number } };

async function storeBody(ctx: Context, id: bigint, input: UploadInput): Promise<Arrived> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let byteCount = 0;
  let n = 0;
  let head: Buffer | null = null;
  for await (const piece of inPieces(input.body)) {
    if (head === null) {
      head = piece;
      refuseOtherFiles(piece, input.query.fileName);
    }
    byteCount += piece.length;
    if (byteCount > maxCsvBytes) throw tooBig(byteCount);
    isUtf8 = isUtf8 && isValid(utf8, piece, true);
    await storeChunk(ctx.db, id, n, piece);
    n += 1;
  }
  if (input.contentLength !== null && input.contentLength !== byteCount) {
    throw invalidInput(`Only ${formatBytes(byteCount)} of ${formatBytes(input.contentLength)} arrived, so nothing was kept. Upload the file again.`);
  }
  if (head === null) throw invalidInput('This file is empty. Choose one with a header row and at least one person.');
  isUtf8 = isUtf8 && isValid(utf8, new Uint8Array(), false);
  const encoding = detectEncoding(head, isUtf8);
  const delimiter = detectDelimiter(decodeHead(head.subarray(0, 200_000), encoding));
  return { byteCount, rows: { encoding, delimiter, count: await countRows(ctx, id, { encoding, delimiter }) } };
}

function isValid(decoder: TextDecoder, piece: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(piece, { stream });
    return true;
  } catch {
    return false;
  }
}

/** Rows of the stored file, the header included. */
export async function countRows(ctx: Context, id: bigint, format: Pick<CsvFormat, 'encoding' | 'delimiter'>): Promise<number> {
  const counter = new CsvRowCounter(format);
  for await (const piece of readChunks(ctx.db, id)) counter.push(piece);
  return counter.rows();
}

async function describeFile(ctx: Context, id: bigint, rows: Arrived['rows']): Promise<{ headers: string[]; rowCount: number }> {
  for await (const { cells } of readCsvRows(readChunks(ctx.db, id), rows)) {
    refuseTooWide(cells.length);
    return { headers: cells.map((cell) => cell.trim().replaceAll('\0', '')), rowCount: Math.max(0, rows.count - 1) };
  }
  throw invalidInput('This file holds no rows. Choose one with a header row and at least one person.');
}

export function refuseTooWide(columnCount: number): void {
  if (columnCount <= maxCsvColumns) return;
  throw invalidInput(`This file has ${columnCount.toLocaleString('en-GB')} columns; at most ${maxCsvColumns} are read. Save only the columns you need.`);
}

const tooBig = (byteCount: number): AppError =>
  invalidInput(`This file is larger than ${formatBytes(maxCsvBytes)} (${formatBytes(byteCount)} so far). Split it and upload the parts one by one.`);

/** Uploads whose process died: nothing has arrived for them for a day. */
async function sweepEndedUploads(ctx: Context): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    DELETE FROM csv_imports WHERE state = 'uploading' AND created_at < now() - interval '1 day'`;
}
