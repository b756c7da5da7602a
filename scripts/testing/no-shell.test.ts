import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../local/project';

/** What runs its words through a shell, where a name or an address could become a command. */
const byShell = /\bexecSync\b|(?<![.\w])exec\(|promisify\(exec\)|\bshell:(?!\s*false\b)/;

/** Where npm is a batch file (Windows), with words of the script’s own. */
const allowed = ['scripts/local/install-packages.mjs'];

const sources = ['app', 'components', 'lib', 'pages', 'scripts', 'simulator', 'prisma']
  .flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true }).map(
      ({ parentPath, name }) => join(parentPath, name),
    ),
  )
  .filter(
    (path) =>
      /\.(ts|tsx|mjs|cjs)$/.test(path) && !path.includes('generated') && path !== import.meta.filename,
  );

test('no program is started through a shell (ASVS 1.2.5)', () => {
  const starting = sources.filter((path) => readFileSync(path, 'utf8').includes('child_process'));
  expect(starting.length).toBeGreaterThan(5);
  const through = starting.filter((path) => byShell.test(readFileSync(path, 'utf8')));
  expect(through.map((path) => relative(projectFolder, path))).toEqual(allowed);
});

test('a command through a shell would be seen', () => {
  for (const text of ['execSync(`rm ${name}`)', 'exec(command)', "spawn('x', [], { shell: true })"])
    expect([text, byShell.test(text)]).toEqual([text, true]);
  for (const text of ['pattern.exec(name)', "execFile('x', [])", "spawn('x', [], { shell: false })"])
    expect([text, byShell.test(text)]).toEqual([text, false]);
});
