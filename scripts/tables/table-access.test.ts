import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../local/project';
import { readDeclaredTables, type DeclaredTable } from './declared-tables';
import { accessesOf, type Access } from './found-access';

const tables = readDeclaredTables(join(projectFolder, 'prisma/schema'));

const sources = ['lib', 'app', 'pages'].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name) && !/^test-/.test(entry.name))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('lib/db/generated/')),
);
const found = sources.flatMap((path) =>
  accessesOf(path, readFileSync(join(projectFolder, path), 'utf8'), tables),
);

const others = (table: DeclaredTable, kind: Access['kind']): Map<string, string> =>
  new Map(
    found
      .filter((one) => one.table === table.table && one.room !== table.room && one.kind === kind)
      .map(({ room, file }) => [room, file]),
  );

test('every table has a room', () => {
  expect(tables.length).toBeGreaterThan(40);
  expect(tables.filter(({ room }) => room === '').map(({ table }) => table)).toEqual([]);
});

test.each(tables.map((table) => [table.table, table] as const))(
  '%s is read and written by its room and by whom its schema names, by nobody else',
  (_, table) => {
    for (const [kind, declared] of [
      ['read', table.readers],
      ['write', table.writers],
    ] as const) {
      const real = others(table, kind);
      const undeclared = [...real].filter(([room]) => !declared.includes(room));
      expect(undeclared, `undeclared ${kind}`).toEqual([]);
      expect(
        declared.filter((room) => !real.has(room)),
        `${kind} declared and never done`,
      ).toEqual([]);
    }
  },
);

test('finds what is read and written in SQL and through Prisma', () => {
  const table = { table: 'tags', model: 'Tag', room: 'crm', readers: [], writers: [] };
  const access = (text: string) => accessesOf('lib/filters/x.ts', text, [table]).map(({ kind }) => kind);
  expect(access('SELECT 1 FROM tags t')).toEqual(['read']);
  expect(access('LEFT JOIN tags ON TRUE')).toEqual(['read']);
  expect(access('INSERT INTO tags (name)')).toEqual(['write']);
  expect(access('await tx.tag.findMany({})')).toEqual(['read']);
  expect(access('await tx.tag.createMany({})')).toEqual(['write']);
  expect(access('const tags = record_tags')).toEqual([]);
});
