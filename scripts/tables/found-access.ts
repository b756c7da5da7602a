import type { DeclaredTable } from './declared-tables';

export type Access = { table: string; room: string; kind: 'read' | 'write'; file: string };

const writing = /^(INSERT INTO|DELETE FROM|UPDATE|MERGE INTO)$/;
const writingCall = /^(create|update|upsert|delete)/;

/** Which tables the text of a file reads and writes: in its SQL, and through Prisma's models. Text is judged where it is written, whoever runs it. */
export function accessesOf(file: string, text: string, tables: readonly DeclaredTable[]): Access[] {
  const room = roomOf(file);
  const names = tables.map(({ table }) => table).join('|');
  const statements = new RegExp(
    `\\b(INSERT INTO|DELETE FROM|UPDATE|MERGE INTO|FROM|JOIN|USING)\\s+(?:ONLY\\s+)?"?(${names})\\b`,
    'g',
  );
  const found: Access[] = [...text.matchAll(statements)].map(([, verb = '', table = '']) => ({
    table,
    room,
    kind: writing.test(verb) ? 'write' : 'read',
    file,
  }));
  const models = new Map(
    tables.map((one) => [`${one.model[0]?.toLowerCase()}${one.model.slice(1)}`, one.table]),
  );
  for (const [, model = '', call = ''] of text.matchAll(
    /\.(\w+)\s*\.(find\w*|count|aggregate|groupBy|create\w*|update\w*|upsert|delete\w*)\(/g,
  )) {
    const table = models.get(model);
    if (table !== undefined)
      found.push({ table, room, kind: writingCall.test(call) ? 'write' : 'read', file });
  }
  return found;
}

const roomOf = (file: string): string =>
  file.startsWith('lib/') && file.split('/').length > 2
    ? (file.split('/')[1] ?? '')
    : (file.split('/')[0] ?? '');
