import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './local/project';
import { runScript } from './local/run-script';

const folder = join(projectFolder, 'bench');

/** Runs bench/<name>.ts, which prints a table and one closing JSON line; without a name: the list, each with its first comment line. */
await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) {
    console.log(list());
    return;
  }
  const file = join(folder, `${name}.ts`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file))
    throw new Error(`There is no benchmark "${name}".\n${list()}`);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
});

function list(): string {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .sort()
    : [];
  if (names.length === 0) return 'There are no benchmarks.';
  return names
    .map((file) => `${file.slice(0, -3).padEnd(24)} ${purpose(join(folder, file))}`.trimEnd())
    .join('\n');
}

function purpose(path: string): string {
  return /^(?:\/\/|\/\*\*) ?(.+?)(?: ?\*\/)?$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
}
