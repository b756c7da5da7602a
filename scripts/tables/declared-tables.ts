import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table as its Prisma schema declares it: whose it is, and who else may read or write it. */
export type DeclaredTable = {
  table: string;
  model: string;
  room: string;
  readers: string[];
  writers: string[];
};

/**
 * `/// Room: crm` holds for the models after it, `/// Read by: …` and `/// Written by: …` for the next one. The room itself reads and writes
 * its tables without saying so.
 */
export function readDeclaredTables(schemaFolder: string): DeclaredTable[] {
  return readdirSync(schemaFolder)
    .filter((name) => name.endsWith('.prisma'))
    .flatMap((name) => tablesIn(readFileSync(join(schemaFolder, name), 'utf8')));
}

function tablesIn(schema: string): DeclaredTable[] {
  const tables: DeclaredTable[] = [];
  let room = '';
  let next: Pick<DeclaredTable, 'readers' | 'writers'> = { readers: [], writers: [] };
  let open: Omit<DeclaredTable, 'table'> | null = null;
  for (const line of schema.split('\n')) {
    const said = /^\/\/\/ (Room|Read by|Written by): ([\w, -]+)/.exec(line);
    if (said?.[1] === 'Room') room = said[2]?.trim() ?? '';
    if (said?.[1] === 'Read by') next = { ...next, readers: namesIn(said[2]) };
    if (said?.[1] === 'Written by') next = { ...next, writers: namesIn(said[2]) };
    const model = /^model (\w+)/.exec(line)?.[1];
    if (model !== undefined) {
      open = { model, room, ...next };
      next = { readers: [], writers: [] };
    }
    const table = /@@map\("(\w+)"\)/.exec(line)?.[1];
    if (open && table !== undefined) tables.push({ ...open, table });
    if (line === '}') open = null;
  }
  return tables;
}

const namesIn = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
