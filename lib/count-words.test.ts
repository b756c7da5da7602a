import { expect, it } from 'vitest';
import { filesSaying, shippedFiles } from '@/scripts/testing/files-saying';

const sources = shippedFiles(['app', 'components', 'lib']);
const byHand = /[!=]== 1\s*\?\s*['`]/;

it('leaves the words that go with a count to plural and agree', () => {
  expect(sources.length).toBeGreaterThan(800);
  const found = filesSaying(sources, byHand).sort();
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
