import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sources = ['app', 'components']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path));
const saying = (words: RegExp): string[] =>
  sources.filter((path) => words.test(readFileSync(join(root, path), 'utf8')));

it('is the one way in which a page follows work: no other stream, and nothing that asks every few seconds', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(saying(/\bnew EventSource\b/)).toEqual(['components/ui/live-road.ts']);
  expect(saying(/\brefetchInterval\b/)).toEqual([]);
  expect(
    saying(/\bsetInterval\(/)
      .filter((path) => !path.startsWith('app/_server/'))
      .sort(),
  ).toEqual([
    // Clocks: what time it is, and how long a change of many rows has taken.
    'components/crm/bulk/bulk-dialog.tsx',
    'components/ui/viewer.tsx',
  ]);
});
