import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path));
const byHand = /[!=]== 1\s*\?\s*['`]/;

it('leaves the words that go with a count to plural and agree', () => {
  expect(sources.length).toBeGreaterThan(800);
  const found = sources.filter((path) => byHand.test(readFileSync(join(root, path), 'utf8'))).sort();
  expect(found).toEqual([
    // The view that a filter of one value is: no words.
    'app/(hub)/marketing-lists/(index)/page.tsx',
    // "once", "since yesterday": there is no plural to them.
    'lib/filters/describe-activity.ts',
    'lib/filters/describe-condition.ts',
    // Their own house.
    'lib/format.ts',
    // The number of a copy.
    'lib/marketing-lists/lists/clone-marketing-list.ts',
  ]);
});
