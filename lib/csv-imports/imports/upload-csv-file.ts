import { actorUserId } from '@/lib/actor';
import { type Context, recordAudit } from '@/lib/context';
import { type AppError, invalidInput } from '@/lib/errors';
import { formatBytes } from '@/lib/format';
import { permit } from '@/lib/permissions';
import { Arriving } from '../reading/arriving';
import { inPieces, readChunks, storeChunk } from '../reading/csv-chunks';
import { findRecipe } from '../recipes';
import { type CsvFormat, maxCsvBytes, maxCsvRowLength, UploadCsvQuery } from '../csv-import-schemas';
import { profileFile } from '../profile/profile-file';
import type { StoredProfile } from '../profile/stored-profile';
import { decodeHead, detectTable } from '../reading/detect-format';
import { unreadable } from '../reading/read-csv-rows';
import { refuseBinary, refuseOtherFiles } from '../reading/refuse-other-files';
import { isVcard, vcardTable } from '../reading/vcard-table';
import { EncodingEvidence, encodingByMark } from '../reading/sniff-encoding';

type UploadInput = {
  query: UploadCsvQuery;
  body: AsyncIterable<Uint8Array>;
  /** What the sender says it sends; another sum means that the body was cut on the way. */
  contentLength: number | null;
};

/**
 * Stores a file in pieces while it arrives, never whole in memory, then goes through it once for what its columns hold. An upload that ends
 * early leaves nothing; one whose process dies is swept away by a later upload.
 */
export async function uploadCsvFile(ctx: Context, input: UploadInput): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { entity, kind, fileName } = UploadCsvQuery.parse(input.query);
  if ((input.contentLength ?? 0) > maxCsvBytes) throw tooBig(input.contentLength ?? 0);
  await sweepEndedUploads(ctx);
  const { id } = await ctx.db.prisma.csvImport.create({
    data: {
      entity,
      kind,
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
    const profile = await profileFile(readChunks(ctx.db, id), arrived.format, arrived);
    if (profile.headers.length === 0)
      throw invalidInput('This file holds no rows. Choose one with a header row and at least one person.');
    const stored: StoredProfile = { format: arrived.format, foreign: arrived.foreign, profile };
    const { encoding, delimiter, hasHeader, firstRow } = arrived.format;
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.csvImport.update({
        where: { id },
        data: {
          byteCount: BigInt(arrived.byteCount),
          encoding,
          delimiter,
          headers: profile.headers,
          recipe: hasHeader ? (findRecipe(profile.headers)?.recipe.name ?? null) : null,
          rowCount: profile.rowCount,
          profile: stored,
          state: 'uploaded',
          options: { hasHeader, firstRow },
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

type Arrived = { byteCount: number; format: CsvFormat; foreign: boolean };

const HEAD_BYTES = 200_000;

async function storeBody(ctx: Context, id: bigint, input: UploadInput): Promise<Arrived> {
  const evidence = new EncodingEvidence();
  const arriving = new Arriving(input.body);
  let byteCount = 0;
  let n = 0;
  let head: Buffer | null = null;
  let rowEnds = false;
  for await (const piece of inPieces(await asTable(arriving))) {
    if (head === null) {
      head = piece;
      await refuseOtherFiles(piece, input.query.fileName);
      refuseBinary(piece, encodingByMark(piece) ?? 'utf-8', input.query.fileName);
    }
    byteCount += piece.length;
    if (arriving.byteCount > maxCsvBytes) throw tooBig(arriving.byteCount);
    rowEnds ||= piece.includes('\n') || piece.includes('\r');
    if (!rowEnds && byteCount > 2 * maxCsvRowLength) throw unreadable({ code: 'CSV_MAX_RECORD_SIZE' }, 0);
    evidence.push(piece);
    await storeChunk(ctx.db, id, n, piece);
    n += 1;
  }
  if (input.contentLength !== null && input.contentLength !== arriving.byteCount) {
    throw invalidInput(
      `Only ${formatBytes(arriving.byteCount)} of ${formatBytes(input.contentLength)} arrived, so nothing was kept. Upload the file again.`,
    );
  }
  if (head === null)
    throw invalidInput('This file is empty. Choose one with a header row and at least one person.');
  const { encoding, foreign } = evidence.decide(head);
  const table = detectTable(decodeHead(head.subarray(0, HEAD_BYTES), encoding));
  return { byteCount: arriving.byteCount, foreign, format: { encoding, ...table } };
}

/** Cards of an address book become the rows of a table at the door; a table is stored as it comes. */
async function asTable(arriving: Arriving): Promise<AsyncIterable<Uint8Array>> {
  return isVcard(await arriving.peek()) ? vcardTable(arriving) : arriving;
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
