import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../local/project';

/** What stands in backticks and begins like a file or folder of ours. `…` stands for a folder that the lines below it are in. */
const named =
  /`((?:app|bench|components|docs|e2e|examples|lib|pages|prisma|public|scripts|simulator)\/[^`\s…]*)`/g;

const ends = ['', '.ts', '.tsx'];

const pages = [
  'SECURITY.md',
  'docs/asvs.md',
  'docs/runbook.md',
  'docs/security-checks.md',
  ...readdirSync(join(projectFolder, 'docs'))
    .filter((name) => name.endsWith('-proof.md'))
    .map((name) => `docs/${name}`),
];

test.each(pages)('every file that %s names as a proof is there', (page) => {
  const paths = [...readFileSync(join(projectFolder, page), 'utf8').matchAll(named)].map(
    ([, path = '']) => path,
  );
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

/** By its name, or without the end that all tests have; `*` in the last part stands for anything. */
function isThere(path: string): boolean {
  const full = join(projectFolder, path);
  if (ends.some((end) => existsSync(full + end))) return true;
  const [before, after] = basename(full).split('*');
  return (
    after !== undefined &&
    existsSync(dirname(full)) &&
    readdirSync(dirname(full)).some(
      (name) => name.startsWith(before ?? '') && ends.some((end) => name.endsWith(after + end)),
    )
  );
}
