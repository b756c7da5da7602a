import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import rooms from '../rooms.cjs';
import { isMain } from './local/is-main';
import { projectFolder } from './local/project';

const page = join(projectFolder, 'docs/architecture.md');
const begin = '<!-- rooms: made by `npm run rooms` -->';
const end = '<!-- rooms end -->';

/** The rooms of `lib` and their imports as Mermaid, then the tables of inner rooms and of named edges: all from rooms.cjs and the code. */
export function drawRooms(): string {
  const layers = [
    ['jobs', rooms.jobs],
    ['flows', rooms.flows],
    ['records', rooms.records],
  ] as const;
  const built = layers.flatMap(([, names]) => names).filter((name) => sourcesOf(name).length > 0);
  return [
    '```mermaid',
    'flowchart LR',
    ...layers.flatMap(([layer, names]) => [
      `  subgraph ${layer}_layer [${layer}]`,
      ...names.filter((name) => built.includes(name)).map((name) => `    ${name}`),
      '  end',
    ]),
    ...built.flatMap((from) => importedBy(from, built).map((to) => `  ${from} --> ${to}`)),
    '```',
    '',
    '| room | inner rooms, each may use those to its right |',
    '| --- | --- |',
    ...built
      .map((name) => [name, innerOf(name)] as const)
      .filter(([, inner]) => inner.length > 0)
      .map(([name, inner]) => `| ${name} | ${inner.join(' → ')} |`),
    '',
    '| edge inside a layer | because |',
    '| --- | --- |',
    ...rooms.namedEdges.map(({ from, to, reason }) => `| ${from} → ${to} | ${reason} |`),
  ].join('\n');
}

const innerOf = (name: string): readonly string[] => rooms.innerRooms[name] ?? [];

/** The room's files, without tests. */
function sourcesOf(room: string): string[] {
  const folder = join(projectFolder, 'lib', room);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importedBy(room: string, built: readonly string[]): string[] {
  const imported = sourcesOf(room).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/from '(?:@\/lib\/|(?:\.\.\/)+)([\w-]+)/g)].map(
      (match) => match[1],
    ),
  );
  return built.filter((name) => name !== room && imported.includes(name));
}

function withRooms(text: string): string {
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/architecture.md has no place for the rooms: ${begin} … ${end}`);
  return `${before}${begin}\n\n${drawRooms()}\n\n${end}${after}`;
}

if (isMain(import.meta.url)) {
  const now = readFileSync(page, 'utf8');
  const wanted = withRooms(now);
  if (!process.argv.includes('--check')) writeFileSync(page, wanted);
  else if (now !== wanted) {
    console.error('docs/architecture.md shows other rooms than the code has: npm run rooms');
    process.exit(1);
  }
}
