import { fixedFields, type RecordField, type RecordValues } from '@/lib/crm';
import { CsvImportOptions } from '@/lib/crm/schemas';
import { convertCsvRow } from './running/convert-csv-row';
import { profileFile } from './profile/profile-file';
import { type Proposal, propose } from './proposal/propose';
import { inPieces } from './reading/csv-chunks';
import { decodeHead, detectTable } from './reading/detect-format';
import { readCsvRows } from './reading/read-csv-rows';
import { EncodingEvidence } from './reading/sniff-encoding';
import { isVcard, vcardTable } from './reading/vcard-table';

type Given = {
  fileName?: string;
  answers?: Record<string, string>;
  mapping?: Record<string, string>;
  options?: Partial<CsvImportOptions>;
  custom?: readonly RecordField[];
};

export type ReadPerson = { values: RecordValues; tags: string[]; left: string[] };
export type ReadPeople = {
  proposal: Proposal;
  people: ReadPerson[];
  refused: { row: number; problem: string }[];
};

const now = new Date('2026-11-29T12:00:00Z');

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function tableOf(bytes: Uint8Array): Promise<Buffer> {
  if (!isVcard(bytes)) return Buffer.from(bytes);
  const parts: Buffer[] = [];
  for await (const part of inPieces(vcardTable(once(bytes)))) parts.push(part);
  return Buffer.concat(parts);
}

/** A file as it would come in when nothing is touched but what is asked: everything that an import does but storing. */
export async function readPeople(file: string | Uint8Array, given: Given = {}): Promise<ReadPeople> {
  const bytes = await tableOf(typeof file === 'string' ? Buffer.from(file) : file);
  const evidence = new EncodingEvidence();
  evidence.push(bytes);
  const { encoding, foreign } = evidence.decide(bytes);
  const format = { encoding, ...detectTable(decodeHead(bytes, encoding)) };
  const profile = await profileFile(once(bytes), format, { foreign });
  const catalogue = [...fixedFields('contact'), ...(given.custom ?? [])];
  const stored = CsvImportOptions.parse({ ...given.options });
  const proposal = propose({
    profile,
    format,
    fileName: given.fileName ?? 'people.csv',
    catalogue,
    recalled: new Map(),
    given: { answers: given.answers ?? {}, ...(given.mapping ? { mapping: given.mapping } : {}) },
    stored,
    year: 2026,
  });
  const settings = {
    columns: proposal.columns,
    headerLength: profile.headers.length,
    options: proposal.options,
    catalogue,
    today: '2026-11-29',
    now,
    owners: { byText: new Map<string, string>(), names: new Map<string, string>() },
  };
  const people: ReadPerson[] = [];
  const refused: ReadPeople['refused'] = [];
  const first = format.firstRow + (format.hasHeader ? 1 : 0);
  for await (const row of readCsvRows(once(bytes), format)) {
    if (row.rowNumber < first || row.rowNumber > profile.lastRow) continue;
    const { values, tags, problem, left } = convertCsvRow(row, settings);
    if (problem === null) people.push({ values, tags, left: left.map(({ field }) => field) });
    else refused.push({ row: row.rowNumber, problem });
  }
  return { proposal, people, refused };
}
