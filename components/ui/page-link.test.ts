import { expect, it } from 'vitest';
import { filesSaying, shippedFiles } from '@/scripts/testing/files-saying';

const sources = shippedFiles(['app', 'components']);
const saying = (words: RegExp): string[] => filesSaying(sources, words);

it('is the one link to a page: nothing else fetches what is only in sight, or ahead of a person in a way of its own', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(saying(/from 'next\/link'/)).toEqual(['components/ui/page-link.tsx']);
  expect(saying(/\bprefetch\(/)).toEqual(['components/ui/ask-ahead.tsx']);
  expect(saying(/\bprefetch=/)).toEqual(['components/ui/page-link.tsx']);
});
