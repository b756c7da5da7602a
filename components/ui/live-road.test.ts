import { expect, it } from 'vitest';
import { filesSaying, shippedFiles } from '@/scripts/testing/files-saying';

const sources = shippedFiles(['app', 'components']);
const saying = (words: RegExp): string[] => filesSaying(sources, words);

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
