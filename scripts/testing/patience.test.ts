import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../local/project';

/** A waiting or a limit of a test's own, beside `eventually` and the patience that every test has. */
const ownPatience = /\bvi\.wait(For|Until)\(|\bexpect\.poll\(|\bsetConfig\(|^\s*(\}, )?[\d_]+0_000(\);?|,)$/m;

const tests = ['app', 'components', 'lib', 'prisma', 'scripts', 'simulator']
  .flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true }).map(
      ({ parentPath, name }) => join(parentPath, name),
    ),
  )
  .filter((path) => path.endsWith('.test.ts') && path !== import.meta.filename);

test('no test waits or gives up by a clock of its own', () => {
  expect(tests.length).toBeGreaterThan(300);
  const impatient = tests.filter((path) => ownPatience.test(readFileSync(path, 'utf8')));
  expect(impatient.map((path) => relative(projectFolder, path))).toEqual([]);
});

test('a clock of its own would be seen', () => {
  for (const text of [
    'await vi.waitFor(look)',
    'await expect.poll(look).toBe(1)',
    '}, 20_000);',
    '  180_000,',
  ])
    expect([text, ownPatience.test(text)]).toEqual([text, true]);
  for (const text of ['await eventually(look)', '});', 'pass(20_000);'])
    expect([text, ownPatience.test(text)]).toEqual([text, false]);
});
