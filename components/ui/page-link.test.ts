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

it('is the one link to a page: nothing else fetches what is only in sight, or ahead of a person in a way of its own', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(saying(/from 'next\/link'/)).toEqual(['components/ui/page-link.tsx']);
  expect(saying(/\bprefetch\(/)).toEqual(['components/ui/ask-ahead.tsx']);
  expect(saying(/\bprefetch=/)).toEqual(['components/ui/page-link.tsx']);
});
