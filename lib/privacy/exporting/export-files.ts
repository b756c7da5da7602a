import { makeZip } from 'client-zip';
import { csvByteOrderMark, csvLine } from '../../csv';
import type { ExportedPerson, ExportPart, ExportRow } from './export-person';

/** As one text: { exportedAt, places: [{ table, title, columns, rows }] }. */
export async function* personJson({ exportedAt, parts }: ExportedPerson): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(exportedAt)},"places":[`;
  let isFirstPlace = true;
  for await (const { table, title, columns, rows } of parts()) {
    yield `${isFirstPlace ? '' : ','}\n${JSON.stringify({ table, title, columns }).slice(0, -1)},"rows":[`;
    isFirstPlace = false;
    let isFirst = true;
    for await (const row of rows) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(row)}`;
      isFirst = false;
    }
    yield ']}';
  }
  yield '\n]}\n';
}

/** In one piece, for a program that asked for one. */
export async function personText(person: ExportedPerson): Promise<string> {
  const parts: string[] = [];
  for await (const part of personJson(person)) parts.push(part);
  return parts.join('');
}

/** The same beside a CSV for each place that has anything. */
export async function* personZip(person: ExportedPerson): AsyncGenerator<Uint8Array> {
  const reader = makeZip(filesOf(person)).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

async function* filesOf(person: ExportedPerson) {
  yield { name: 'person.json', input: personJson(person) };
  for await (const part of person.parts()) {
    const first = await part.rows.next();
    if (!first.done) yield { name: `${part.table}.csv`, input: csvOf(part, first.value) };
  }
}

async function* csvOf({ columns, rows }: ExportPart, first: ExportRow): AsyncGenerator<string> {
  const line = (row: ExportRow): string => csvLine(columns.map((name) => cellOf(row[name])));
  yield csvByteOrderMark + csvLine(columns) + line(first);
  for await (const row of rows) yield line(row);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
