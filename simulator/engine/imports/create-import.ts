import { scheduleEvents } from '../events';
import { refuse } from '../failure';
import type { World } from '../world';
import { parseCsv } from './csv';
import {
  countActiveImports,
  emptyCounters,
  findImport,
  type ImportOrders,
  type ImportRecord,
  type MergeOption,
} from './import-record';
import { RecordSplitter } from './record-splitter';

const smallestSlices = 4;
const queuedShare = 0.3;

/** Takes the bytes of a file as they come; nothing counts as an import until `createFileImport` is told of it. */
export class ImportUpload {
  readonly id: string;
  fileName = '';
  pieces = 0;
  readonly #world: World;
  readonly #splitter: RecordSplitter;

  constructor(world: World) {
    this.#world = world;
    this.id = world.nextGuid();
    this.#splitter = new RecordSplitter((piece) => {
      world.store.run(
        'INSERT INTO importChunks (import, n, bytes) VALUES (?, ?, ?)',
        this.id,
        this.pieces,
        piece,
      );
      this.pieces += 1;
    });
  }

  get bytes(): number {
    return this.#splitter.bytes;
  }

  get rows(): number {
    return Math.max(0, this.#splitter.records - 1);
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  /** The same file again, as its own upload. */
  copy(): ImportUpload {
    const twin = new ImportUpload(this.#world);
    twin.fileName = this.fileName;
    for (const { bytes } of this.#world.store.rows<{ bytes: ArrayBuffer }>(
      'SELECT bytes FROM importChunks WHERE import = ? ORDER BY n',
      this.id,
    ))
      twin.push(Buffer.from(bytes));
    twin.end();
    return twin;
  }

  discard(): void {
    this.#world.store.run('DELETE FROM importChunks WHERE import = ?', this.id);
  }
}

export interface FileImportInput {
  books: number[];
  mergeOption: MergeOption;
  upload: ImportUpload;
  orders?: ImportOrders | undefined;
}

/** What is wrong with the rows shows later, as a status; only these things are said at once. */
export function createFileImport(
  world: World,
  account: number,
  { books, mergeOption, upload, orders }: FileImportInput,
): ImportRecord {
  refuseTooMany(world, account);
  if (!isSupported(world, upload))
    throw refuse('ERROR_IMPORT_UNSUPPORTED_FORMAT', 'The file format is not supported.');
  if (upload.bytes > world.settings.maxImportBytes)
    throw refuse('ERROR_PARAMETER_INVALID', 'The file is too large.');
  const header = readHeader(world, upload);
  if (world.settings.noEmailColumn === 'at-once' && !header.some(isEmailColumn))
    throw refuse('ERROR_NO_EMAIL_COLUMN', 'The file has no Email column.');
  return startImport(world, account, {
    id: upload.id,
    kind: 'file',
    books,
    mergeOption,
    fileName: upload.fileName,
    size: upload.bytes,
    header,
    chunks: upload.pieces,
    totalRows: upload.rows,
    orders: orders ?? {},
  });
}

export type ImportStart = Pick<
  ImportRecord,
  'id' | 'kind' | 'books' | 'mergeOption' | 'fileName' | 'size' | 'header' | 'chunks' | 'totalRows' | 'orders'
>;

export function startImport(world: World, account: number, start: ImportStart): ImportRecord {
  world.store.run(
    `INSERT INTO imports (id, account, kind, books, fileName, size, mergeOption, status, active, created, header, chunks, totalRows, counters, orders)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'NotFinished', 1, ?, ?, ?, ?, ?, ?)`,
    start.id,
    account,
    start.kind,
    JSON.stringify(start.books),
    start.fileName,
    start.size,
    start.mergeOption,
    world.now(),
    JSON.stringify(start.header),
    start.chunks,
    start.totalRows,
    JSON.stringify(emptyCounters()),
    JSON.stringify(start.orders),
  );
  scheduleLife(world, start);
  const record = findImport(world, start.id);
  if (!record) throw new Error(`Import ${start.id} is gone while it is being made`);
  return record;
}

export function refuseTooMany(world: World, account: number): void {
  if (countActiveImports(world, account) >= world.settings.maxActiveImports) {
    throw refuse('ERROR_IMPORT_TOOMANYACTIVEIMPORTS', 'Too many active imports.');
  }
}

export const isEmailColumn = (name: string): boolean =>
  /^(e-?mail|email ?address|e-?mail-?adresse|courriel|correo|e-?posta)$/i.test(name.trim());

/** By the ending of its name or, as a switch has it, by whether it holds text or a workbook. */
function isSupported(world: World, upload: ImportUpload): boolean {
  if (world.settings.fileType === 'ending') return /\.(csv|txt|xlsx?)$/i.test(upload.fileName);
  const first = firstPiece(world, upload);
  return isWorkbook(first) || !first.includes(0);
}

const firstPiece = (world: World, { id }: ImportUpload): Buffer =>
  Buffer.from(
    world.store.row<{ bytes: ArrayBuffer }>('SELECT bytes FROM importChunks WHERE import = ? AND n = 0', id)
      ?.bytes ?? new ArrayBuffer(0),
  );

/** Excel files are ZIP archives or, older, OLE documents. */
const isWorkbook = (bytes: Buffer): boolean =>
  /^(504b0304|d0cf11e0)/.test(bytes.subarray(0, 4).toString('hex'));

function readHeader(world: World, upload: ImportUpload): string[] {
  const first = firstPiece(world, upload);
  return isWorkbook(first) ? [] : (parseCsv(first.toString('utf8'))[0] ?? []).map((cell) => cell.trim());
}

// A file is worked on in slices, so that a reader who looks while it runs may see half of it.
function scheduleLife(world: World, start: ImportStart): void {
  const { importSeconds, importRowsPerSecond } = world.settings;
  const length = (importSeconds + start.totalRows / importRowsPerSecond) * 1000;
  const from = world.now();
  const begin = from + importSeconds * 1000 * queuedShare;
  const parts = start.chunks === 0 ? 0 : Math.max(1, Math.ceil(smallestSlices / start.chunks));
  const slices = start.chunks * parts;
  const step = (from + length - begin) / (slices + 1);
  const events = Array.from({ length: slices }, (_, i) => ({
    due: begin + step * (i + 0.5),
    kind: 'import.slice',
    body: { id: start.id, chunk: Math.floor(i / parts), part: i % parts, parts },
  }));
  scheduleEvents(world, [
    { due: begin, kind: 'import.start', body: { id: start.id } },
    ...events,
    { due: from + length, kind: 'import.finish', body: { id: start.id } },
  ]);
}
